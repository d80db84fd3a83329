"""Have clamd look for malware in a file, where the installation has one (`CLAMD_URL`).

The protocol is clamd's own INSTREAM (clamd(8)): the command, the content in chunks with their lengths before them, a
chunk of none, and one line for an answer. The daemon gets the bytes, never a path: it may run elsewhere, and nothing is
written to a disk.
"""

import logging
import socket
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from office.refusals import Refusal, Refused

CHUNK = 1 << 16
#: Seconds that clamd may be silent: 25 MB of packed documents take it a few.
PATIENCE = 60
#: Longer is no answer of clamd's.
MOST_ANSWER = 4096
log = logging.getLogger(__name__)


def refuse_infected(content: bytes) -> None:
    """Refuse a file in which clamd finds something (422), and one that it could not look at (503).

    Without `CLAMD_URL` nothing is asked. Nobody reads a file that should have been looked at and was not: an
    unreachable scanner refuses as well, in other words, and the same file can be sent again.
    """
    if not settings.CLAMD_URL:
        return
    try:
        answer = _answer(content)
    except OSError as error:
        raise _not_scanned(str(error)) from error
    if answer == "stream: OK":
        return
    found = answer.removeprefix("stream: ").removesuffix(" FOUND")
    if not answer.endswith(" FOUND"):
        raise _not_scanned(answer)
    message = _("The virus scanner found %(found)s in the file, and nothing of it is kept.") % {"found": found}
    raise Refused(Refusal("upload.infected", message, "file", None, found), status=422)


def _not_scanned(reason: str) -> Refused:
    """What went wrong is the operator's to read."""
    log.warning("clamd at %s did not scan a file: %s", settings.CLAMD_URL, reason or "no answer")
    message = _("The file could not be scanned for viruses just now, so that nothing of it is kept. Try again later.")
    return Refused(Refusal("upload.not_scanned", message, "file"), status=503)


def _answer(content: bytes) -> str:
    """What clamd says of a content, in its words. Raises `OSError` when it does not answer."""
    with closing(_connected()) as wire:
        try:
            wire.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                wire.sendall(len(chunk).to_bytes(4, "big") + chunk)
            wire.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough (its StreamMaxLength) and says so
        said = b""
        while part := wire.recv(MOST_ANSWER):
            said += part
            if said.endswith(b"\0") or len(said) > MOST_ANSWER:
                break
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected() -> socket.socket:
    url = urlsplit(settings.CLAMD_URL)
    if url.scheme == "tcp":
        return socket.create_connection((url.hostname, url.port), timeout=PATIENCE)
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    wire.settimeout(PATIENCE)
    try:
        wire.connect(url.path)
    except OSError:
        wire.close()
        raise
    return wire
