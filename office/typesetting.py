"""Set a PDF that can be archived and read aloud (PDF/A-3a, PDF/UA-1, tagged) from a template and data, by typst.

What people wrote is data and never markup. The same template, data and moment give the same bytes on every machine:
the fonts are typst's own. A letter that they do not have is told by its number, since an archived page must say what
each of its signs is.

typst keeps what it has set, so it runs in a process of its own, which gives its memory back: this file, run as a
program, reads a JSON object and writes the PDF.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

#: Seconds: less than a job's lease.
MOST_SECONDS = 45
#: Up to here the fonts have every letter; which of the others they have is tried, for so many in a document.
PLAIN, MOST_TRIED = "\u024f", 200
SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\n"
CONTROLS = {chr(code) for code in (*range(32), *range(127, 160))} - {"\n"}
FORM: Any = {"pdf_standards": ["a-3a", "ua-1"], "ignore_system_fonts": True}


def typeset(template: Path, data: dict[str, Any], made_at: datetime) -> bytes:
    """The PDF of a template that reads `json(bytes(sys.inputs.data))`; `made_at` is the document's date.

    Raises `RuntimeError` when the template does not compile, `subprocess.TimeoutExpired` when it takes too long.
    """
    asked = {"template": template.read_text(encoding="utf-8"), "data": data, "made_at": made_at.timestamp()}
    command = [sys.executable, "-I", __file__]
    done = subprocess.run(  # noqa: S603 - our own words
        command, input=json.dumps(asked).encode(), capture_output=True, timeout=MOST_SECONDS, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{template.name}: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def _set(source: str, made_at: datetime, **inputs: str) -> bytes:
    import typst

    pdf: bytes = typst.compile(source.encode(), sys_inputs=inputs, timestamp=made_at, **FORM)
    return pdf


class Letters:
    """Which letters can be set. Control characters become spaces, what no font has its number: [U+1F600]."""

    def __init__(self) -> None:
        self.tried: set[str] = set()

    def shown(self, value: Any) -> Any:
        """A value with every text in it as it can be set."""
        if isinstance(value, dict):
            return {name: self.shown(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.shown(one) for one in value]
        if not isinstance(value, str) or (value.isascii() and value.isprintable()):
            return value
        return "".join(map(self._letter, value))

    def _letter(self, char: str) -> str:
        if char in CONTROLS:
            return " "
        if char in SPACES or (char <= PLAIN and char.isprintable()):
            return char
        self.tried.add(char)
        return char if len(self.tried) <= MOST_TRIED and can_be_set(char) else f"[U+{ord(char):04X}]"


@cache
def can_be_set(char: str) -> bool:
    """Whether the fonts have a letter, and the form allows it."""
    import typst

    try:
        _set('#set document(title: "-")\n#sys.inputs.text', datetime(2000, 1, 1, tzinfo=UTC), text=char)
    except typst.TypstError:
        return False
    return True


def main() -> None:
    """As a program."""
    asked = json.load(sys.stdin.buffer)
    made_at = datetime.fromtimestamp(int(asked["made_at"]), UTC)
    data = json.dumps(Letters().shown(asked["data"]))
    sys.stdout.buffer.write(_set(asked["template"], made_at, data=data))


if __name__ == "__main__":
    main()
