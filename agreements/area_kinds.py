"""What municipalities cooperate in, as words from `data/cooperation_areas.yaml`."""

from functools import lru_cache
from pathlib import Path

from office import quoted
from office.language import current_language

FILE = Path(__file__).parent / "data" / "cooperation_areas.yaml"


@lru_cache(maxsize=1)
def kinds() -> dict[str, dict[str, str]]:
    """The words of each kind, by language, in the file's order."""
    found: dict[str, dict[str, str]] = quoted.read(FILE.read_text(encoding="utf-8"))
    return found


def word(kind: str) -> str:
    """A kind in the reader's language."""
    return kinds()[kind][current_language()]
