"""De minimis aid per undertaking over any rolling three years, in EUR against the ceilings in force. Pure.

An officer says whether a grant is aid, and why; nothing here classifies. `facts.py` is what may be known,
`assessing.py` which of an officer's words count, `groups.py` who is one undertaking, `window.py` the sums,
`cumulation.py` how they stand beside each other, `screening.py` when to ask, `register.py` the rows for the register.
"""
