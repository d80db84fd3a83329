"""What the log must not hold."""

import logging
import re

_SECRET = re.compile(r"(/(?:t|ledger-upload)/)[^/\s'\"?]+")


class WithoutSecrets(logging.Filter):
    """The address of a time slip (`reports.pages.time_slips`) or of a ledger's upload (`finance.pages.ledger_links`) is
    its key: no line of the log repeats it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _SECRET.sub(r"\1…", record.getMessage()), ()
        return True
