"""Read a worked agreement and live through it by the API: register, decide, sign, pay, report, review, ask.

A case is YAML that a treasurer can read and write; `README.md` in this folder says which words it knows.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from finance.rates import published
from office.quoted import UniqueKeyLoader
from tests.cases import associations, cooperation
from tests.cases.words import EVENTS, Yaml
from tests.cast import Client, organization, user
from tests.finance import ledgers

#: A municipality has each reference once; a case that is lived through with several sets of terms needs several.
SERIAL = count(1)
SAID = ("starts_on", "ends_on", "commitments", "shared_costs", "conditions")


def read(path: Path) -> Yaml:
    """A case file; a key that stands twice is an error."""
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=UniqueKeyLoader)  # noqa: S506 - a SafeLoader
    assert isinstance(found, dict)
    return found


def plain(value: Any) -> Any:
    """YAML's dates as the API takes them."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def rates_that_differ(case: Yaml) -> list[str]:
    """The rates that a case relies on and that are not published so: its figures would be right by accident only."""
    found = []
    for name, said in case.get("rates", {}).items():
        quotes = published()[name].quotes if name in published() else ()
        values = {(quote.category, quote.starts_on): quote.value for quote in quotes}
        for category in said.keys() - {"from"}:
            if values.get((category, said.get("from"))) != Decimal(said[category]):
                found.append(f"{name}, {category}: {said[category]} from {said.get('from')}")
    return sorted(found)


@dataclass
class World:
    """One agreement's life in the database, driven by an officer of every public party."""

    officer: Client
    agreement: Yaml
    public: str
    codes: dict[str, str] = field(default_factory=dict)

    def now(self) -> Yaml:
        """The agreement as it is by now."""
        found: Yaml = self.officer.ok("get", f"agreements/{self.agreement['id']}")
        return found

    def post(self, path: str, body: Yaml) -> Any:
        return self.officer.ok("post", path, plain(body))

    def refused(self, path: str, body: Yaml, codes: list[str]) -> None:
        """The act is refused for exactly these reasons, and nothing is saved."""
        errors = self.officer.no(400, "post", path, plain(body))
        assert sorted(errors) == sorted(codes), f"{path}: {errors}"


def _parties(said: Any) -> list[Yaml]:
    """Parties as the API takes them; in a case they may be `{role: number}`."""
    if isinstance(said, dict):
        return [{"organization": number, "role": role} for role, number in said.items()]
    return [{"organization": one["organization"], "role": one["role"]} for one in said]


def begin(case: Yaml, change: Yaml | None = None, decided: list[str] | None = None) -> World:
    """Register the agreement, propose it, and record decisions (of members: those who `decided`, or all) and signatures
    on their days.
    """
    terms = deepcopy(case["agreement"])
    for name, value in (change or {}).items():
        terms[name] = {**terms.get(name, {}), **value} if isinstance(value, dict) else value
    codes, found = {}, {}
    if "members" in terms:
        codes, found = cooperation.numbers(terms), cooperation.make(terms)
        terms = cooperation.expanded(terms)
    parties = _parties(terms["parties"])
    names = terms.get("names", {})
    for one in parties:
        named = one["organization"]
        found[named] = found.get(named) or organization(named, names.get(named, ""))
    public = {number: one for number, one in found.items() if one.public}
    officer = Client(user("handlaggare", "officer", *public.values()))
    body = {
        "reference": f"TEST/{next(SERIAL)}",
        "title": case["name"],
        "kind": terms.get("kind", "partnership"),
        "parties": parties,
        **{name: terms[name] for name in SAID if name in terms},
    }
    registered = officer.ok("post", "agreements", plain(body))
    world = World(officer, registered, next(iter(public)), codes)
    world.post(f"agreements/{registered['id']}/propose", {})
    asked = [one["organization"] for one in parties]
    if decided is not None:
        asked = [codes[code] for code in decided]
    _bind(world, terms, {named: found[named] for named in asked})
    return world


def _bind(world: World, terms: Yaml, found: dict[str, Any]) -> None:
    path = f"agreements/{world.agreement['id']}"
    for number, one in found.items():
        if one.public and "decided_on" in terms:
            said = {"organization": number, "outcome": "yes", "body": "Kommunstyrelsen", "paragraph": "§ 210"}
            world.post(f"{path}/decisions", {**said, "decided_on": terms["decided_on"]})
        elif not one.public and "signed_on" in terms:
            said = {"organization": number, "signed_by": "Ordföranden"}
            world.post(f"{path}/signatures", {**said, "signed_on": terms["signed_on"]})


def live(world: World, events: list[Yaml]) -> None:
    """Everything that happened, in the order of the file."""
    acts: dict[str, Callable[[World, Yaml], None]] = {
        "payment": _pay,
        "requisition": _ask_for,
        "taken_back": _take_back,
        "report": _report,
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
        "books": lambda world, event: associations.hand_over(world.agreement, event, plain),
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


def _period(world: World, label: str) -> tuple[str, str]:
    answer = world.officer.ok("get", f"agreements/{world.agreement['id']}/commitment-check")
    return next((row["starts_on"], row["ends_on"]) for row in answer["periods"] if row["period"] == label)


def _content(world: World, event: Yaml) -> Yaml:
    """Figures, hours (one row per category over the whole period, or rows with dates) and activities of a report."""
    starts_on, ends_on = _period(world, event["report"])
    cash = event.get("own_cash", {})
    cash = cash if isinstance(cash, dict) else {"fees": cash}
    figures = [{"kind": "own_cash", "source": source, "amount": amount} for source, amount in cash.items()]
    figures += [{"kind": kind, "amount": event[kind]} for kind in ("income", "costs") if kind in event]
    if "in_kind" in event:
        valued = {"basis": "price_list", "document": "Påhittad prislista"}
        figures.append({"kind": "in_kind", "amount": event["in_kind"], **valued})
    hours = event.get("hours", {})
    rows = hours if isinstance(hours, list) else [{"category": name, "hours": many} for name, many in hours.items()]
    common = {"activity": "Språkcafé", "women": 3, "men": 2, "attested_by": "Kassören"}
    return {
        "figures": figures,
        "volunteer_hours": [{**common, "starts_on": starts_on, "ends_on": ends_on, **row} for row in rows],
        "activities": event.get("activities", []),
        "narrative": f"Påhittade uppgifter för testet{', kompletterade' if event.get('again') else ''}.",
    }


def _written(world: World, event: Yaml) -> str:
    """The address of the report once its content is written: a new one, or (`again`) the one that is there."""
    content = _content(world, event)
    which = {"agreement": world.agreement["id"], "period": event["report"]}
    if not event.get("again"):
        body = {**which, **content} | ({"organization": event["by"]} if "by" in event else {})
        return f"annual-reports/{world.post('annual-reports', body)['id']}"
    query = "&".join(f"{name}={value}" for name, value in which.items())
    path = f"annual-reports/{world.officer.ok('get', f'annual-reports?{query}')['results'][0]['id']}"
    world.officer.patch_current(path, plain(content))
    return path


def _report(world: World, event: Yaml) -> None:
    """A paper report that the officer registers, and the municipality's answer to it; or one that the association fills
    from its slips and hands in itself.
    """
    if event.get("from_slips"):
        associations.report(world.agreement, event, plain(_content(world, event)))
        return
    path = _written(world, event)
    if "refused" in event:
        world.refused(f"{path}/submit", {"received_on": event["date"]}, event["refused"])
        return
    world.post(f"{path}/submit", {"received_on": event["date"]})
    if "approved_on" in event:
        world.post(f"{path}/approve", {"approved_on": event["approved_on"]})
    if "returned_on" in event:
        told = {
            "comment": "Revisionsberättelsen saknas.",
            "due_on": event["due_on"],
            "returned_on": event["returned_on"],
        }
        world.post(f"{path}/return", told)


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


def ask(world: World, as_of: date) -> Yaml:
    """The check's answer at a day."""
    answer = world.officer.ok("get", f"agreements/{world.agreement['id']}/commitment-check?as_of={as_of}")
    assert isinstance(answer, dict)
    return answer


def entries(case: Yaml) -> list[tuple[Yaml | None, Yaml]]:
    """Every expectation with the change of terms that it needs."""
    unchanged: list[tuple[Yaml | None, Yaml]] = [(None, one) for one in case.get("expect", [])]
    return unchanged + [(one["change"], one) for one in case.get("variant", [])]


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
