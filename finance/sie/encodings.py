"""What a file's bytes are: text in which charset, or something else that was given the wrong name.

`#FORMAT PC8` promises CP437 and is written by programs that write UTF-8 or Latin-1, so only the content tells.
"""

import hashlib

UTF8_MARK = b"\xef\xbb\xbf"
# å ä ö Å Ä Ö é É ü: the letters that tell the charsets apart in Swedish text.
LETTERS = "åäöÅÄÖéÉü"
SINGLE_BYTE = {charset: LETTERS.encode(charset) for charset in ("cp437", "cp1252")}

SIGNATURES = (
    (b"PK\x03\x04", "file.zip"),
    (b"\x1f\x8b", "file.zip"),
    (b"%PDF", "file.pdf"),
    (b"\xd0\xcf\x11\xe0", "file.office"),
    (b"\xff\xfe", "file.utf16"),
    (b"\xfe\xff", "file.utf16"),
    (b"<", "file.xml"),
)
LONGEST_BLANK_START = 64


def fingerprint(content: bytes) -> str:
    """SHA-256 in hexadecimal: the same file handed in twice is the same ledger."""
    return hashlib.sha256(content).hexdigest()


def not_text(content: bytes) -> str | None:
    """The code of what the content is instead of a text file; None where it may be one."""
    if not content or content.isspace():
        return "file.empty"
    start = content[:LONGEST_BLANK_START].removeprefix(UTF8_MARK).lstrip()
    for signature, code in SIGNATURES:
        if start.startswith(signature):
            return code
    return "file.binary" if b"\0" in content else None


def charset(content: bytes) -> str:
    """The codec that reads the content: UTF-8 where it is valid, else the one that gives most Swedish letters.

    Windows-1252 stands for Latin-1, whose letters it shares. Where nothing tells, it is CP437, which is the format's.

    >>> charset("Överens".encode("cp437")), charset("Överens".encode("latin-1"))
    ('cp437', 'cp1252')
    """
    if content.isascii() or content.startswith(UTF8_MARK) or _is_utf8(content):
        return "utf-8-sig"
    found = {name: len(content) - len(content.translate(None, letters)) for name, letters in SINGLE_BYTE.items()}
    # Some programs cut UTF-8 at a number of bytes, in the midst of a letter: the other letters still tell.
    found["utf-8-sig"] = 2 * sum(content.count(letter.encode()) for letter in LETTERS)
    return max(found, key=lambda name: found[name])


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
