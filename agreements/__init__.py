"""Who promised what to whom, for which years: agreements, parties, commitments, conditions, decisions, signatures."""
