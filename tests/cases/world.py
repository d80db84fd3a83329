"""An agreement's life by the API: registered, proposed, decided, signed; and what the check says of it at a day."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from tests.cases import cooperation
from tests.cases.reading import plain
from tests.cases.words import Yaml
from tests.cast import Client, organization, user

#: A municipality has each reference once; a case that is lived through with several sets of terms needs several.
SERIAL = count(1)
SAID = ("starts_on", "ends_on", "commitments", "shared_costs", "conditions")


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


def ask(world: World, as_of: date) -> Yaml:
    """The check's answer at a day."""
    answer = world.officer.ok("get", f"agreements/{world.agreement['id']}/commitment-check?as_of={as_of}")
    assert isinstance(answer, dict)
    return answer
