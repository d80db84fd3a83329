"""The ceilings for de minimis aid from `data/state_aid_ceilings.yaml`, each with its regulation and source."""

from functools import lru_cache

from finance import dated
from finance.state_aid.facts import Ceiling
from office import quoted

FILE = dated.DATA / "state_aid_ceilings.yaml"


def load(text: str) -> tuple[Ceiling, ...]:
    """Ceilings by kind and date; a quote of null leaves its days without one. Raises `yaml.YAMLError` for a double key,
    `KeyError` for a value without its source, day, regulation, or what it may be cumulated with by which article.
    """
    return tuple(
        Ceiling(
            kind,
            one.value,
            one.starts_on,
            one.ends_on,
            one.said["regulation"],
            one.source,
            tuple(one.said["cumulates_with"]),
            one.said["cumulation"],
        )
        for kind, said in quoted.read(text).items()
        for one in dated.quoted(said["ceilings"])
        if one.value is not None
    )


@lru_cache(maxsize=1)
def published() -> tuple[Ceiling, ...]:
    """The ceilings that this installation carries, of all dates."""
    return load(FILE.read_text(encoding="utf-8"))
