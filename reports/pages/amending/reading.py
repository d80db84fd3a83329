"""What was typed about an amendment, as its body has it: only what differs from what stood there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from agreements.amending import Document
from agreements.services.naming import unknown
from office.bodies import Values
from office.pages import forms
from office.refusals import Refusal
from reports.pages.amending.words import MEMBER, conditions_of
from reports.pages.registering import conditions
from reports.pages.registering.parties import named
from reports.pages.registering.promises import parts_of
from reports.pages.registering.typed import whole
from reports.pages.registering.words import Where, Words, flat, rows_of, text

#: Before the name of a field of the page, in place of a path of the body: nothing of the body is it.
HERE = "page:"
#: The keys by which each member says what it weighs.
WEIGHED = {"percentages": "percent", "usage": "quantity"}
#: What may follow the number that a member weighs; the others are amounts.
WRITTEN = {"percent": forms.PERCENT, "quantity": forms.NUMBER}


class Reading:
    """One form being read: what was typed, what stood there, and by each path of the body the field that says it."""

    def __init__(self, typed: Words, stood: Words, terms: Document) -> None:
        self.typed, self.stood, self.terms = typed, stood, terms
        self.refusals: list[Refusal] = []
        self.where: Where = {}
        self.raw = self._read()

    def _read(self) -> Values:
        raw: Values = {name: text(self.typed, name) for name in ("effective_on", "reason", "document")}
        raw = {name: said for name, said in raw.items() if said}
        for name in ("title", "ends_on"):
            raw |= self._changed(self.typed, self.stood, name, name, name)
        rows = {
            "join": list(self._joining()),
            "leave": list(self._leaving()),
            "commitments": list(self._promises()),
            "add": list(self._added()),
            "shared_costs": list(self._costs()),
        }
        return raw | {name: said for name, said in rows.items() if said} | self._conditions()

    def _changed(self, typed: Words, stood: Words, name: str, at: str, path: str) -> Values:
        """A field that says something else than it said; one that was emptied is refused."""
        said = text(typed, name)
        self.where[path] = at
        if said == text(stood, name):
            return {}
        if not said:
            message = _("Nothing can be left empty by an amendment: write what holds from its day, 0 for nothing.")
            self._wrong(Refusal("required", message, at, text(stood, name), ""))
            return {}
        return {name: said}

    def _wrong(self, refusal: Refusal) -> None:
        """Keep a refusal whose path is a field of the page."""
        path = f"{HERE}{refusal.path}"
        self.where[path] = refusal.path
        self.refusals.append(replace(refusal, path=path))

    def _money(self, typed: Words, stood: Words, name: str, at: str, path: str) -> Values:
        found = self._changed(typed, stood, name, at, path)
        return {key: forms.decimal(said) for key, said in found.items()}

    def _pairs(self, name: str, key: str) -> Iterator[tuple[int, Words, Words]]:
        """Each row that stood there, with its place on the page and what was typed in it."""
        typed = {text(row, key): (place, row) for place, row in enumerate(rows_of(self.typed, name))}
        for stood in rows_of(self.stood, name):
            if found := typed.get(text(stood, key)):
                yield *found, stood

    def _promises(self) -> Iterator[Values]:
        count = 0
        for place, typed, stood in self._pairs("commitments", "commitment"):
            at, here = f"commitments[{count}]", f"commitments[{place}]"
            said = self._money(typed, stood, "amount", f"{here}.amount", f"{at}.amount") if "amount" in stood else {}
            said |= self._by_year(typed, stood, here, at)
            if "components" in stood and _said(typed.get("components", [])) != _said(stood["components"]):
                said |= {"components": parts_of(typed, at, self.where)}
                said.setdefault("amount", forms.decimal(text(typed, "amount")))
                self.where |= _moved(self.where, at, here)
            recipient = self._changed(typed, stood, "recipient", f"{here}.recipient", f"{at}.recipient")
            said |= {name: whole(one) for name, one in recipient.items()}
            self.where[at] = f"{here}.years[0].amount" if "years" in stood else f"{here}.amount"
            if said:
                yield {"commitment": whole(text(stood, "commitment")), **said}
                count += 1

    def _by_year(self, typed: Words, stood: Words, here: str, at: str) -> Values:
        """The amounts of the years that say something else, or that there were not before."""
        if "years" not in stood:
            return {}
        before = {text(one, "period"): one for one in rows_of(stood, "years")}
        found: list[Values] = []
        self.where[f"{at}.amounts"] = f"{here}.years[0].amount"
        for place, one in enumerate(rows_of(typed, "years")):
            label, path = text(one, "period"), f"{at}.amounts[{len(found)}].amount"
            if label not in before and not text(one, "amount"):
                self.where[f"{at}.amounts"] = f"{here}.years[{place}].amount"
                continue
            said = self._money(one, before.get(label, {}), "amount", f"{here}.years[{place}].amount", path)
            found += [{"period": label, **said}] if said else []
        return {"amounts": found} if found else {}

    def _costs(self) -> Iterator[Values]:
        count = 0
        for place, typed, stood in self._pairs("shared_costs", "shared_cost"):
            at, here = f"shared_costs[{count}]", f"shared_costs[{place}]"
            said: Values = {}
            another_key = text(typed, "basis") != text(stood, "basis")  # which may count neither fee nor inhabitants
            for name in ("amount", "fixed"):
                if name in stood and not (name == "fixed" and another_key and not text(typed, name)):
                    said |= self._money(typed, stood, name, f"{here}.{name}", f"{at}.{name}")
            said |= self._by_year(typed, stood, here, at)
            for name in ("basis", "reference_date", "payee"):
                if not (name == "reference_date" and another_key and not text(typed, name)):
                    said |= self._changed(typed, stood, name, f"{here}.{name}", f"{at}.{name}")
            said |= {name: whole(said[name]) for name in ("payee",) if name in said}
            said |= self._members(typed, stood, here, at)
            for name in ("fixed", "reference_date", "members"):
                self.where.setdefault(f"{at}.{name}", f"{here}.{name}")
            self.where[at] = f"{here}.members" if text(typed, "basis") in WEIGHED else f"{here}.basis"
            if said:
                yield {"shared_cost": whole(text(stood, "shared_cost")), **said}
                count += 1

    def _members(self, typed: Words, stood: Words, here: str, at: str) -> Values:
        """Who shares and how, all of them, where that is another: by a key that weighs them also when somebody joins or
        leaves."""
        basis = text(typed, "basis")
        weighs = WEIGHED.get(basis)
        leaving = {text(row, "organization") for row in rows_of(self.typed, "parties") if text(row, "leaves")}
        names = [name for name in MEMBER if name == weighs or name not in WEIGHED.values()]
        stand = {text(one, "organization"): one for one in rows_of(stood, "members")}
        before = {organization: _kept(one, names) for organization, one in stand.items()}
        rows = []
        for place, one in enumerate(rows_of(typed, "members")):
            organization = text(one, "organization")
            other = [name for name in MEMBER if text(one, name) != text(stand.get(organization, {}), name)]
            if organization not in leaving:  # what somebody typed is read also where the key does not count it
                rows.append((place, organization, _kept(one, [*names, *other])))
        differs = any(said != before.get(organization, {}) for _place, organization, said in rows)
        moved = {organization for _place, organization, _said in rows} != before.keys()
        if not differs and not (weighs and (moved or basis != text(stood, "basis"))):
            return {}
        self.where |= {f"{at}.members": f"{here}.members"}
        for index, (place, _organization, _said) in enumerate(rows):
            for name in ("organization", *MEMBER):
                field = name if name != "organization" else weighs or "floor"
                self.where[f"{at}.members[{index}].{name}"] = f"{here}.members[{place}].{field}"
        found = [
            {
                "organization": whole(organization),
                **{name: forms.decimal(one, WRITTEN.get(name, forms.KRONOR)) for name, one in said.items()},
            }
            for _place, organization, said in rows
        ]
        return {"members": found}

    def _added(self) -> Iterator[Values]:
        """Further promises: each says of which kind it is."""
        count = 0
        for place, row in enumerate(rows_of(self.typed, "add")):
            kind, at, here = text(row, "kind"), f"add[{count}]", f"add[{place}]"
            if not kind and not _said(
                {**row, "components": [_kept(one, ("amount",)) for one in rows_of(row, "components")]}
            ):
                continue
            quantity = "quantity" if kind == "activity" else "amount"
            said: Values = {name: text(row, name) for name in ("kind", "unit", "name") if text(row, name)}
            said |= {quantity: forms.decimal(text(row, "amount"))} if text(row, "amount") else {}
            said |= self._parties_of(row, here)
            self.where |= {f"{at}.{name}": f"{here}.{name}" for name in ("kind", "party", "recipient", "unit", "name")}
            self.where |= {f"{at}.{name}": f"{here}.amount" for name in ("amount", "quantity", "amounts")}
            self.where |= {at: f"{here}.kind", f"{at}.components": f"{here}.amount"}
            if kind == "co_financing" and (parts := parts_of(row, at, self.where)):
                said["components"] = parts
                self.where |= _moved(self.where, at, here)
            yield said
            count += 1

    def _parties_of(self, row: Words, here: str) -> Values:
        """Who promises and who is paid, as people name them."""
        found: Values = {}
        for name in ("party", "recipient"):
            if said := text(row, name):
                one = named(said)
                if one is None:
                    self._wrong(unknown(f"{here}.{name}", said))
                found[name] = one.pk if one else said[:20]
        return found

    def _joining(self) -> Iterator[Values]:
        count = 0
        for place, row in enumerate(rows_of(self.typed, "join")):
            said, at, here = text(row, "organization"), f"join[{count}]", f"join[{place}]"
            if not said:
                if text(row, "role"):
                    message = _("Say who joins in this role, or leave the role out.")
                    self._wrong(Refusal("required", message, f"{here}.organization", "an organisation", ""))
                continue
            self.where |= {f"{at}.{name}": f"{here}.{name}" for name in ("organization", "role")}
            self.where[at] = f"{here}.organization"
            found = named(said)
            if found is None:
                self._wrong(unknown(f"{here}.organization", said))
            role = {"role": text(row, "role")} if text(row, "role") else {}
            yield {"organization": found.pk if found else said[:20], **role}
            count += 1

    def _leaving(self) -> Iterator[Values]:
        count = 0
        for place, row in enumerate(rows_of(self.typed, "parties")):
            self.where.setdefault("leave", f"parties[{place}].leaves")
            if text(row, "leaves"):
                self.where[f"leave[{count}].organization"] = f"parties[{place}].leaves"
                yield {"organization": whole(text(row, "organization"))}
                count += 1

    def _conditions(self) -> Values:
        """The clauses that say something else; one that was there stays, with another value."""
        now = conditions_of(self.terms)
        (raw, where), (stood, _where) = (conditions.read(words, now) for words in (self.typed, self.stood))
        self.where |= where
        said, before = raw["conditions"], stood["conditions"]
        found = {name: value for name, value in said.items() if value != before.get(name)}
        for name in before.keys() - said.keys():
            message = _("An amendment changes a condition and takes none away: say what holds from its day.")
            self._wrong(Refusal("required", message, where[f"conditions.{name}.value"], name, ""))
        return {"conditions": found} if found else {}


def _kept(one: Words, names: Iterable[str]) -> dict[str, str]:
    return {name: said for name in names if (said := text(one, name))}


def _said(words: Any) -> dict[str, str]:
    """What fields say; one that is empty, or is not on the page, says nothing."""
    return {name: said.strip() for name, said in flat(words) if said.strip()}


def _moved(where: Where, at: str, here: str) -> Where:
    """Fields that were found at the body's place, at the page's."""
    return {path: here + field.removeprefix(at) for path, field in where.items() if field.startswith(f"{at}.compo")}
