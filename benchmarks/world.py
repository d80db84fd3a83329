"""What an operation is run against: the generated database, seen by its auditor."""

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
    """The auditor's client with a bearer token, how many agreements they see, and one of them that is active.

    The client is made once: a server loads its middleware when it starts, not for every question.
    """

    client: Client
    total: int
    one: int

    @classmethod
    def seen_with(cls, token: str) -> "World":
        rows = cls.rows()
        active = list(rows.filter(state="active").values_list("pk", flat=True))
        headers: Any = {"authorization": f"Bearer {token}", "accept-language": "sv"}
        client = Client(headers=headers, SERVER_NAME="localhost")
        return cls(client, rows.count(), active[len(active) // 2])

    @staticmethod
    def rows() -> AgreementQuerySet:
        """What the auditor may see, read anew: nothing that an earlier run remembered about the user."""
        return Agreement.objects.visible_to(User.objects.get(username=AUDITOR)).order_by("pk")

    def get(self, path: str) -> int:
        """Ask the API, through every middleware; the size of the answer in bytes."""
        answer = self.client.get(f"/api/v1/{path}")
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code} {answer.content.decode()[:500]}")
        return len(answer.content)

    def pages(self, path: str) -> int:
        """Ask for every page, one after the other, as a client does that wants everything."""
        return sum(self.get(f"{path}limit={MOST}&offset={offset}") for offset in range(0, self.total, MOST))
