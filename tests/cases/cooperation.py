"""What members share in a case: municipalities by code, a key, amendments, and what a pilot is to find out.

A file names its members by their codes (`"2480"`, or a word such as `staten`); the numbers by which the API knows them
come from the invented series, in the order of the file.
"""

from copy import deepcopy
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from office.models import Organization, Population
from tests.cases.words import Yaml
from tests.cast import number, organization

if TYPE_CHECKING:
    from tests.cases.world import World

COST = "Kostnaden"
#: Where a body names an organisation.
NAMES_ONE = ("organization", "payee", "recipient", "by")
SHARES_BY = ("percent", "quantity", "floor", "ceiling")


def numbers(terms: Yaml) -> dict[str, str]:
    """Each member's invented number by its code."""
    return {one["code"]: number(900 + place, "212") for place, one in enumerate(terms["members"])}


def numbered(said: Any, codes: dict[str, str]) -> Any:
    """A body with its members' numbers in place of their codes."""
    if isinstance(said, list):
        return [numbered(one, codes) for one in said]
    if not isinstance(said, dict):
        return said
    return {
        name: codes.get(value, value) if name in NAMES_ONE and isinstance(value, str) else numbered(value, codes)
        for name, value in said.items()
    }


def expanded(terms: Yaml) -> Yaml:
    """Terms with `members` as the API takes them; whoever joins later is no party yet."""
    codes, first = numbers(terms), [one for one in terms["members"] if "joined_on" not in one]
    parties = [{"organization": codes[one["code"]], "role": one.get("role", "member")} for one in first]
    said = {"kind": "cooperation", "decided_on": terms["starts_on"] - timedelta(days=1), "commitments": [], **terms}
    return said | {"parties": parties, "shared_costs": [_cost(terms, first, codes)]}


def _cost(terms: Yaml, first: list[Yaml], codes: dict[str, str]) -> Yaml:
    """The cost that the key shares among the municipalities, paid to the host."""
    key = {name: value for name, value in terms["cost_key"].items() if name != "per"}
    host = next(one["code"] for one in terms["members"] if one.get("role") == "host")
    sharing = [
        {"organization": codes[one["code"]], **{name: one[name] for name in SHARES_BY if name in one}}
        for one in first
        if one.get("kind") != "state"
    ]
    return {"name": COST, "payee": codes[host], "members": sharing, **key}


def make(terms: Yaml) -> dict[str, Organization]:
    """The members as organisations with their inhabitants, by number."""
    found, codes = {}, numbers(terms)
    for one in terms["members"]:
        kind = one.get("kind", "municipality")
        code = one["code"] if kind == "municipality" else ""
        made = organization(codes[one["code"]], one["name"], kind, municipality_code=code)
        found[made.number] = made
        if "population" in one:
            told = {"inhabitants": one["population"], "source": "Fallet"}
            Population.objects.get_or_create(organization=made, on=terms["cost_key"]["reference_date"], defaults=told)
    return found


def joins(terms: Yaml, events: list[Yaml]) -> list[Yaml]:
    """The amendments by which members join on the day that the file says, where no event does it."""
    done = {one["organization"] for event in events for one in event.get("amendment", {}).get("join", [])}
    found: list[Yaml] = []
    for one in terms.get("members", []):
        if "joined_on" in one and one["code"] not in done:
            joining = {"join": [{"organization": one["code"], "role": one.get("role", "member")}]}
            before = one["joined_on"] - timedelta(days=1)
            found.append({"date": before, "amendment": joining, "effective_on": one["joined_on"]})
            found.append({"date": before, "answers": "everyone"})
    return found


def amend(world: "World", event: Yaml) -> None:
    """Put an amendment before all; a shared cost is named by its name."""
    costs = {one["name"]: one["id"] for one in world.now()["shared_costs"]}
    said = deepcopy(numbered(event["amendment"], world.codes))
    for one in said.get("shared_costs", []):
        one["shared_cost"] = costs[one["shared_cost"]]
    body = {"effective_on": event["effective_on"], "reason": "Påhittat i testet.", "document": "KS/1", **said}
    path = f"agreements/{world.agreement['id']}/amendments"
    if "refused" in event:
        world.refused(path, body, event["refused"])
    else:
        world.post(path, body)


def answer(world: "World", event: Yaml) -> None:
    """What some members, or everyone who is waited for, say to the newest amendment."""
    newest = amendments(world)[-1]
    said = {"outcome": event.get("outcome", "yes"), "body": "Kommunstyrelsen", "paragraph": "§ 12"}
    everyone = event["answers"] == "everyone"
    who = newest["waiting_for"] if everyone else [world.codes[code] for code in event["answers"]]
    for one in who:
        world.post(f"amendments/{newest['id']}/answers", {"organization": one, "answered_on": event["date"], **said})


def amendments(world: "World") -> list[Yaml]:
    """Every amendment with what it changes, the oldest first."""
    rows = world.officer.ok("get", f"amendments?agreement={world.agreement['id']}&limit=1000")["results"]
    found = [world.officer.ok("get", f"amendments/{row['id']}") for row in rows]
    return sorted(found, key=lambda one: int(one["number"]))


def suppose(world: "World", event: Yaml) -> None:
    """A hypothesis of a pilot, and how it is measured."""
    made = world.post("pilot-hypotheses", {"agreement": world.agreement["id"], "text": event["hypothesis"]})
    for one in event.get("measures", []):
        world.post(f"pilot-hypotheses/{made['id']}/measures", one)


def conclude(world: "World", event: Yaml) -> None:
    """A pilot's end report, with a verdict on hypotheses by their text."""
    found = world.officer.ok("get", f"pilot-hypotheses?agreement={world.agreement['id']}")["results"]
    known = {one["text"]: one["id"] for one in found}
    judged = [{"hypothesis": known[text], "verdict": verdict} for text, verdict in event.get("verdicts", {}).items()]
    said = {"document": "Slutrapport (påhittad)", "conclusions": event["end_report"], "reported_on": event["date"]}
    world.post("pilot-reports", {"agreement": world.agreement["id"], "verdicts": judged, **said})


def shares(world: "World", period: str) -> dict[str, int]:
    """What each member pays of a period, whole kronor by code."""
    found = world.officer.ok("get", f"agreements/{world.agreement['id']}/shares?limit=1000")["results"]
    return {one["code"]: int(Decimal(one["amount"])) for one in found if one["period"] == period}


def standing(world: "World") -> Yaml:
    """The agreement's state, and the codes of those for whom it waits."""
    codes = {one: code for code, one in world.codes.items()}
    now = world.now()
    waited = {row["organization"]: codes[row["number"]] for row in now["parties"] if row["number"] in codes}
    return {"state": now["state"], "waiting_for": sorted(waited[pk] for pk in now["waiting_for"])}


def pilot(world: "World") -> Yaml:
    """The newest end report: whom it tells, and its verdicts by hypothesis."""
    found = world.officer.ok("get", f"pilot-reports?agreement={world.agreement['id']}")["results"]
    newest = max(found, key=lambda one: int(one["id"]))
    verdicts = {one["text"]: one["verdict"] for one in newest["verdicts"]}
    return {"counterparts": [one["name"] for one in newest["counterparts"]], "verdicts": verdicts}
