"""For the stopwatch: what lists, checks and summaries cost beside the bare limit, on data made by `manage.py generate`.

`make bench` measures everything and writes `docs/performance.md`. Tests guard counts (queries, rows), never seconds.
"""
