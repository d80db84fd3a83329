"""The dossier (akt) of one agreement: what an auditor archives or hands to a court.

A ZIP of chapters. Each table and record stands in it twice, as JSON for machines and as a page that any browser shows,
beside an index and checksums. What is in it is named member by member: nothing enters because it is related. Rows are
those that had been recorded at a moment, the check is as of a day, and both are told; the same question gives the
same bytes, but for the two files that tell of the taking out itself.

`chapters.py` lists the chapters; what else an agreement comes to have joins with a chapter of its own.
"""
