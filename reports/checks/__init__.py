"""The commitment check: facts in, figures, statuses, findings and consequences out. No framework, clock or database
here.
"""
