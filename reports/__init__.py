"""What was handed in and what it shows: annual reports, the commitment check, summaries. Pages that join everything."""
