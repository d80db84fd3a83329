"""Demo data: the model agreement, and running ones whose years follow today's. All reported figures are invented."""
