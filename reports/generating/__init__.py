"""Invented agreements in any number, for trying out and measuring: a pure plan by a seed, and bulk writes of it.

The same arguments give the same plan on every machine and database; `plan.py` says it whole, `writing.py` keeps it.
Everything is invented and says so: names, numbers, populations, figures.
"""
