"""The money and the hours: payments, volunteer rates and valuation."""
