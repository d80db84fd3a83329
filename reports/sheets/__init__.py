"""A report as a workbook and back: a template for one report, and what somebody has filled in, by cell."""
