"""What the log must not hold."""

import logging
import re

_SECRET = re.compile(r"(/t/)[^/\s'\"?]+")


class WithoutSecrets(logging.Filter):
    """The address of a time slip is its key (see `reports.pages.time_slips`): no line of the log repeats it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _SECRET.sub(r"\1…", record.getMessage()), ()
        return True
