"""Play what happens in a case by the API, in the order of its file: pay, report, waive, decide, repay."""

from collections.abc import Callable

from tests.cases import associations, cooperation, reporting
from tests.cases.words import EVENTS, Yaml
from tests.cases.world import World
from tests.finance import ledgers


def live(world: World, events: list[Yaml]) -> None:
    """Everything that happened, in the order of the file."""
    acts: dict[str, Callable[[World, Yaml], None]] = {
        "payment": _pay,
        "requisition": _ask_for,
        "taken_back": _take_back,
        "report": reporting.report,
        "waiver": _waive,
        "termination": _terminate,
        "ledger": _import,
        "explained": _explain,
        "appropriation": _appropriate,
        "assessment": _assess,
        "declaration": _declare,
        "support": _give,
        "decision": _decide,
        "repaid": _repay,
        "amendment": cooperation.amend,
        "answers": cooperation.answer,
        "hypothesis": cooperation.suppose,
        "end_report": cooperation.conclude,
        "slips": lambda world, event: associations.enter(world.agreement, event),
        "books": lambda world, event: associations.hand_over(world.agreement, event),
    }
    for event in events:
        act = next(name for name in EVENTS if name in event)
        acts[act](world, event)


def _pay(world: World, event: Yaml) -> None:
    body = {"agreement": world.agreement["id"], "amount": event["payment"], "paid_on": event["date"]}
    body |= _which(world, event)
    if "refused" in event:
        world.refused("payments", body, event["refused"])
    else:
        world.post("payments", body)


def _which(world: World, event: Yaml) -> Yaml:
    """Period, recipient and commitment (by its name), as far as the event says them."""
    said: Yaml = {name: event[name] for name in ("period", "recipient") if name in event}
    if "by" in event:
        now = world.now()
        payer = next(row["organization"] for row in now["parties"] if row["number"] == world.codes[event["by"]])
        said["commitment"] = next(row["id"] for row in now["commitments"] if row["party"] == payer)
    if "commitment" in event:
        named = [row["id"] for row in world.agreement["commitments"] if row["name"] == event["commitment"]]
        said["commitment"] = named[0]
    return said


def _ask_for(world: World, event: Yaml) -> None:
    """What is on requisition is asked for on a paper that the officer has."""
    body = {"agreement": world.agreement["id"], "period": event["requisition"], "requested_on": event["date"]}
    body |= _which(world, event) | ({"instalment": event["instalment"]} if "instalment" in event else {})
    if "refused" in event:
        world.refused("requisitions", body, event["refused"])
    else:
        world.post("requisitions", body)


def _take_back(world: World, event: Yaml) -> None:
    """The period's request that stands."""
    asked = world.officer.ok("get", f"requisitions?period={event['taken_back']}&withdrawn=false")["results"]
    body = {"reason": event["note"], "withdrawn_on": event["date"]}
    world.post(f"requisitions/{asked[0]['id']}/withdraw", body)


def _waive(world: World, event: Yaml) -> None:
    said = {"decided_on": event["date"], "reason": "Beslut i testet.", "body": "Kommunstyrelsen", "paragraph": "§ 12"}
    body = {"organization": world.public, **said, **event["waiver"]}
    world.post(f"agreements/{world.agreement['id']}/waivers", body)


def _import(world: World, event: Yaml) -> None:
    """The rows of the municipality's ledger of the calendar year in which the event lies."""
    year = event["date"].year
    rows = [(str(one["day"]), "4530", one["amount"], one["to"], "", one["voucher"], "") for one in event["ledger"]]
    span = {"organization": world.public, "starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
    ledgers.imported(world.officer, *rows, **span)


def _explain(world: World, event: Yaml) -> None:
    """A row of the newest import, by its voucher."""
    path = f"ledger-imports/{world.officer.ok('get', 'ledger-imports?limit=1')['results'][0]['id']}"
    rows = world.officer.ok("get", f"{path}/rows?limit=1000")["results"]
    row = next(one["id"] for one in rows if one["voucher"] == event["explained"])
    world.post(f"{path}/explanations", {"row": row, "kind": event["kind"], "reason": "Påhittat i testet."})


def _appropriate(world: World, event: Yaml) -> None:
    said = {"decided_on": event["date"], "body": "Kommunfullmäktige", "paragraph": "§ 180", **event["appropriation"]}
    path = f"agreements/{world.agreement['id']}/appropriations"
    if "refused" in event:
        world.refused(path, said, event["refused"])
    else:
        world.post(path, said)


def _decide(world: World, event: Yaml) -> None:
    """A delegate's decision on a consequence of its payer's money."""
    said = {"organization": event.get("by", world.public), "reason": "Beslut i testet.", "body": "Förvaltningschefen"}
    said |= {"agreement": world.agreement["id"], "code": event["decision"], "decided_on": event["date"]}
    said |= {name: event[name] for name in ("period", "outcome", "amount", "due_on", "ground") if name in event}
    if "ground" in event:
        said["replaces"] = _standing(world, event)
    body = {"outcome": "claim", "delegation_point": "4.2", **said}
    if "refused" in event:
        world.refused("consequence-decisions", body, event["refused"])
    else:
        world.post("consequence-decisions", body)


def _standing(world: World, event: Yaml) -> int:
    """The decision in force on the consequence that an event names."""
    query = f"agreement={world.agreement['id']}&code={event['decision']}&in_force=true&limit=1000"
    found = world.officer.ok("get", f"consequence-decisions?{query}")["results"]
    payer = _ids(world)[event.get("by", world.public)]
    which = payer, event.get("period", "")
    (one,) = [one["id"] for one in found if (one["organization"], one["period"]) == which]
    return int(one)


def _ids(world: World) -> dict[str, int]:
    """The parties' ids by their numbers."""
    return {row["number"]: row["organization"] for row in world.agreement["parties"]}


def _repay(world: World, event: Yaml) -> None:
    """Money that comes in on the agreement's only claim, or on a payer's oldest."""
    mine = f"&organization={_ids(world)[event['by']]}" if "by" in event else ""
    claims = world.officer.ok("get", f"claims?agreement={world.agreement['id']}{mine}")["results"]
    assert "by" in event or len(claims) == 1
    path = f"claims/{min(claim['id'] for claim in claims)}/payments"
    world.post(path, {"amount": event["repaid"], "paid_on": event["date"]})


def _terminate(world: World, event: Yaml) -> None:
    said = {"document": "KS-2021/1", "reason": "Beslut i testet.", "terminated_on": event["date"]}
    world.post(f"agreements/{world.agreement['id']}/terminate", {**said, **event["termination"]})


def _assess(world: World, event: Yaml) -> None:
    """An officer's word on the whole commitment or one period of it."""
    body = {"agreement": world.agreement["id"], "kind": event["assessment"], "assessed_on": event["date"]}
    body |= {"reason": "Påhittat för testet.", "assessed_by": "Kommunstyrelsen"}
    body |= {name: event[name] for name in ("period", "granted_on", "rate", "amount") if name in event}
    if "rate" in event:
        body["rate_source"] = "Påhittad kurs"
    world.post("state-aid-assessments", body)


def _declare(world: World, event: Yaml) -> None:
    """What the only recipient declares of aid from elsewhere, EUR."""
    recipient = next(row for row in world.agreement["parties"] if row["role"] == "recipient")
    body = {"organization": recipient["organization"], "amount": event["declaration"], "currency": "EUR"}
    body |= {"giver": "Regionen (påhittad)", "document": "Påhittat", "kind": event.get("kind", "de_minimis")}
    world.post("state-aid-declarations", {**body, "granted_on": event["granted_on"], "declared_on": event["date"]})


def _give(world: World, event: Yaml) -> None:
    """What the municipality gives beside money."""
    said = {"agreement": world.agreement["id"], "valued_on": event["date"], "valued_by": "Fastighetschefen"}
    body = {"kind": "premises", **said, **event["support"]}
    if "refused" in event:
        world.refused("municipal-support", body, event["refused"])
    else:
        world.post("municipal-support", body)
