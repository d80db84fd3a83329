"""What an operation is run against: the generated database, seen by its auditor, through the API or a browser."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client

from agreements.models import Agreement
from agreements.models.agreement import AgreementQuerySet
from benchmarks.definitions import MOST
from office.models import User
from reports.generating.writing import AUDITOR

#: Agreements begin in 2021 and run four years. In the summer of the last year most figures are in, and not all is well.
AS_OF = date(2024, 6, 30)


@dataclass(frozen=True)
class World:
    """The auditor's client with a bearer token, their browser, how many agreements they see, and an active one of them.

    The clients are made once: a server loads its middleware when it starts, not for every question.
    """

    client: Client
    browser: Client
    total: int
    one: int

    @classmethod
    def seen_with(cls, token: str) -> "World":
        rows = cls.rows()
        active = list(rows.filter(state="active").values_list("pk", flat=True))
        headers: Any = {"authorization": f"Bearer {token}", "accept-language": "sv"}
        client = Client(headers=headers, SERVER_NAME="localhost")
        browser = Client(headers={"accept-language": "sv"}, SERVER_NAME="localhost")
        browser.force_login(User.objects.get(username=AUDITOR))
        return cls(client, browser, rows.count(), active[len(active) // 2])

    @staticmethod
    def rows() -> AgreementQuerySet:
        """What the auditor may see, read anew: nothing that an earlier run remembered about the user."""
        return Agreement.objects.visible_to(User.objects.get(username=AUDITOR)).order_by("pk")

    def get(self, path: str) -> int:
        """Ask the API, through every middleware; the size of the answer in bytes."""
        return _size(path, self.client.get(f"/api/v1/{path}"))

    def look(self, path: str) -> int:
        """Open a page, through every middleware; its size in bytes, without what it loads."""
        return _size(path, self.browser.get(path))

    def pages(self, path: str) -> int:
        """Ask for every page, one after the other, as a client does that wants everything."""
        return sum(self.get(f"{path}limit={MOST}&offset={offset}") for offset in range(0, self.total, MOST))


def _size(path: str, answer: Any) -> int:
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.content.decode()[:500]}")
    return len(answer.content)
