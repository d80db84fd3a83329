"""Every page that is only looked at: who looks, and where. One list for what axe, a narrow screen and the pictures see.

`{model}` is the demo's model agreement, `{office}` the region's office that seven municipalities share.
"""

from agreements.models import Agreement

PAGES = (
    ("", "/login"),
    ("", "/help"),
    ("", "/help/words"),
    ("", "/help/errors"),
    ("", "/help/findings/report.late"),
    ("", "/accessibility"),
    ("officer", "/"),
    ("treasurer", "/"),
    ("auditor", "/"),
    ("officer", "/agreements"),
    ("officer", "/agreements/{model}?as_of=2022-06-30"),
    ("officer", "/agreements/{model}/pay"),
    ("officer", "/ledger-imports"),
)

REFERENCES = {"model": "KS-2019/00714"}


def names() -> dict[str, str]:
    """What stands for the names in the addresses, in the demo's data."""
    return {name: str(Agreement.objects.get(reference=reference).pk) for name, reference in REFERENCES.items()}
