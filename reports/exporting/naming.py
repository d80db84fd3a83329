"""Names beside ids: who reads a file has no address to look a number up at."""

from collections.abc import Collection, Iterator
from datetime import datetime

from agreements.models import Agreement
from office.access import AnyUser
from office.models import Organization
from reports.exporting.columns import AGREEMENT, ORGANIZATION, Json, Row, Table


class Names:
    """The names of organisations (as they were at a moment) and the references of agreements, as far as the asker may
    see them, kept while a file is written."""

    def __init__(self, user: AnyUser, known_at: datetime | None = None) -> None:
        self.user, self.known_at = user, known_at
        self.known: dict[str, dict[int, str]] = {ORGANIZATION: {}, AGREEMENT: {}}

    def rows(self, root: Table, records: list[Json]) -> Iterator[tuple[Table, Row]]:
        """The rows of some records with names instead of the ids that stand for them."""
        found = list(root.rows(records))
        wanted: dict[str, set[int]] = {ORGANIZATION: set(), AGREEMENT: set()}
        for table, row in found:
            for place, kind in table.named:
                if row[place] is not None:
                    wanted[kind].add(row[place])
        for kind, ids in wanted.items():
            self.learn(kind, ids)
        for table, row in found:
            for place, kind in table.named:
                row[place] = self.known[kind].get(row[place], "")
            yield table, row

    def learn(self, kind: str, ids: Collection[int]) -> None:
        """Read the names that are not known yet: one query, or none."""
        known = self.known[kind]
        if new := [pk for pk in ids if pk not in known]:
            if kind == ORGANIZATION:
                organizations = Organization.objects.visible_to(self.user).filter(pk__in=new)
                read = {pk: one.name for pk, one in organizations.called_at(self.known_at).items()}
            else:
                agreements = Agreement.objects.visible_to(self.user).filter(pk__in=new)
                read = dict(agreements.values_list("pk", "reference"))
            known |= dict.fromkeys(new, "") | read
