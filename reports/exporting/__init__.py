"""Lists as files: which columns a list has, and how its rows are written as CSV, as a workbook, as a PDF."""
