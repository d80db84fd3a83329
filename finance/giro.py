"""Swedish giro numbers: read as they are written, told right from wrong by their check digit.

A bankgiro has 7 or 8 digits, written NNN-NNNN or NNNN-NNNN; a plusgiro 2 to 8, written with its last digit behind the
dash. The last digit is a check digit by the Luhn algorithm (modulus 10).

Worked example: of 0000-001 the digits 0 0 0 0 0 0 1 doubled from the right give 2, and 10 − 2 = 8: 0000-0018 is right.
"""

import re

from stdnum import luhn

BANKGIRO, PLUSGIRO = "bankgiro", "plusgiro"
KINDS = (BANKGIRO, PLUSGIRO)
FORMS = {BANKGIRO: "NNN-NNNN, NNNN-NNNN", PLUSGIRO: "N-N … NNNNNNN-N"}
_WRITTEN = {
    BANKGIRO: re.compile(r"([0-9]{3,4})-?([0-9]{4})", re.ASCII),
    PLUSGIRO: re.compile(r"([0-9]{1,7})-?([0-9])", re.ASCII),
}
#: How many digits stand behind the dash.
_BEHIND = {BANKGIRO: 4, PLUSGIRO: 1}


def digits(kind: str, text: str) -> str | None:
    """The number's digits; None when it is no such number. Spaces are left out, a dash stands in its place or nowhere.

    >>> digits("bankgiro", "0000-0018"), digits("bankgiro", "0000-0019")
    ('00000018', None)
    """
    found = _WRITTEN[kind].fullmatch("".join(text.split()))
    number = found and found[1] + found[2]
    return number if number and luhn.is_valid(number) else None


def written(kind: str, number: str) -> str:
    """The digits as the number is written.

    >>> written("plusgiro", "18")
    '1-8'
    """
    return f"{number[: -_BEHIND[kind]]}-{number[-_BEHIND[kind] :]}"
