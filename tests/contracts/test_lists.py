"""Every list can be taken out as a file, and people can read what its columns are called."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from agreements.conditions import FIELDS
from office.api.parameters import CLOCKS
from office.lists import CUTS, Opened, opened
from office.models import User
from office.refusals import Refused
from reports.dossier.listings import ACTS, BOOKS, MONEY
from reports.dossier.words import ON_PAGES
from reports.exporting.columns import AGREEMENT, ORGANIZATION, ORGANIZATIONS, Table, table_of
from reports.exporting.headings import BELONGS, swedish
from tests.contracts.routes import ask
from tests.contracts.test_error_shape import READS
from tests.contracts.world import World

pytestmark = pytest.mark.both

WHO = ("officer", "treasurer", "auditor")
#: It is answered whole, not by pages, as an organisation's grants are.
REGISTER = ("officer", "state-aid-register")
#: What the API calls its query parameters that bound a column.
BOUNDS = ("_from", "_to")


Lists = list[tuple[str, str]]


@pytest.fixture(scope="module")
def lists(lasting_world: World) -> Lists:
    """Who may ask for which list, and its address; every address is asked whether it is one."""
    with transaction.atomic():
        found = list(_lists(lasting_world))
        transaction.set_rollback(True)
    return found


def _lists(world: World) -> Iterator[tuple[str, str]]:
    for template in READS:
        for role in WHO:
            answer = ask(world, role, "GET", template)
            if answer.get("Content-Type") == "application/json" and "results" in answer.json():
                yield role, world.path(template).removeprefix("/api/v1/")
                break


def _whole(world: World, lists: Lists) -> Iterator[tuple[str, Opened, Table]]:
    for role, address in (*lists, REGISTER, ("officer", f"organizations/{world.cast.van.pk}/grants")):
        found = opened(address, {}, _user(world, role))
        yield address, found, table_of(found.whole.shape, found.name)


def _user(world: World, role: str) -> User:
    found: Any = getattr(world.cast, role).who
    return User.objects.get(pk=found.pk)


def test_every_list_can_be_taken_out(world: World, lists: Lists) -> None:
    """With as many records as it counts, which are those that it shows."""
    seen = 0
    for role, address in lists:
        whole = opened(address, {}, _user(world, role)).whole
        told = getattr(world.cast, role).ok("get", f"{address}?limit=1000")
        records = [record for _done, batch in whole.batches() for record in batch]
        assert len(records) == len(whole.keys) == told["count"], address
        table = table_of(whole.shape, "record")
        rows = sum(1 for _row in table.rows(records))
        assert rows >= len(records), address
        seen += 1
    assert seen > 30


def test_no_cut_and_no_misspelt_filter_passes(world: World, lists: Lists) -> None:
    for role, address in lists:
        for parameter in ("limit", "offset", "lmit"):
            with pytest.raises(Refused) as refused:
                opened(address, {parameter: ["1"]}, _user(world, role))
            (told,) = refused.value.refusals
            assert (told.path, told.code in ("export.never_cut", "parameter.unknown")) == (parameter, True)


def test_a_filter_that_says_nothing_it_knows_is_refused(world: World, lists: Lists) -> None:
    """It would answer with everything: an empty one, and what is no id, no day, no word, no flag."""
    seen: set[str] = set()
    for role, address in lists:
        own = opened(address, {}, _user(world, role)).knows - {"search", "ordering"}
        for value in ("", "x" * 300) if own else ():
            query = "&".join(f"{name}={value}" for name in sorted(own))
            wrong = getattr(world.cast, role).send("get", f"{address}?{query}").json()["errors"]
            paths = {one["path"] for one in wrong}
            assert own - CLOCKS <= paths <= own if "agreement" in own else paths <= own, address
            assert {one["code"] for one in wrong} == {"parameter.invalid"}, address
            assert all(one["expected"] and value.startswith(one["actual"]) for one in wrong), address
        seen |= own
    assert seen >= {"agreement", "overdue", "state", "at_from", "period", "as_of", "municipality"}


def test_people_can_read_every_heading(world: World, lists: Lists) -> None:
    """A member that is new gets its Swedish in `reports/data/headings.yaml`; a word that nothing is called goes."""
    wanted: set[str] = set()
    for address, found, root in _whole(world, lists):
        wanted |= {part for part in address.replace("-", "_").split("/") if not part.isdigit()}
        wanted |= {_bounded(name) for name in found.knows - CUTS}
        for table in root.every():
            wanted |= set(table.path)
            for column in table.header:
                wanted |= _words(column)
    for listing in (*ACTS, *MONEY, *BOOKS):
        wanted |= {listing.name, *(_party(column.name) for column in listing.columns())}
    wanted |= {*FIELDS, *ON_PAGES}
    missing, dead = wanted - set(swedish()), set(swedish()) - wanted - ALSO
    assert not missing, f"without a Swedish word: {', '.join(sorted(missing))}"
    assert not dead, f"nothing is called so any longer: {', '.join(sorted(dead))}"


#: Said on a cover or by a file alone.
ALSO = frozenset({"known_at", "rows", "reference", "head", "sealed", "unsealed"})


def _party(name: str) -> str:
    """A name beside an id is called what is named."""
    named = name.removesuffix("_name")
    return named if named in ORGANIZATIONS else name


def _bounded(name: str) -> str:
    return next((name.removesuffix(end) for end in BOUNDS if name.endswith(end)), name)


def _words(column: Any) -> set[str]:
    if column.label:
        return set()
    if column.kind in (AGREEMENT, ORGANIZATION):
        return {"reference" if column.kind == AGREEMENT else column.name.removesuffix("_name")}
    if column.path and column.name == "_".join(column.path):
        return set(column.path)
    return {next((column.name.removesuffix(end) for end in BELONGS if column.name.endswith(end)), column.name)}
