"""Every condition, in whatever shape it may be kept, is told in words in both languages."""

import re
from typing import Any

import pytest
from rest_framework import serializers

from agreements import conditions
from agreements.amending import Difference
from agreements.amendment_words import Names, field, sentences, told
from agreements.condition_phrases import NAMES, PHRASES, WORDS
from agreements.condition_words import VALUES, name_of
from agreements.models.shared_costs import Basis
from agreements.models.terms import PartyRole
from office.bodies import plain
from office.numbers import LANGUAGES

OWN_RATES = [
    {"category": "adult", "rate": "150.50", "starts_on": "2027-01-01", "source": "Beslut § 9"},
    {"category": "young", "rate": "50.00", "starts_on": "2027-01-01", "ends_on": "2027-12-31", "source": "Beslut § 9"},
]
LADDER = [{"days": None, "percent": "100.00"}, {"days": 7, "percent": "10.00"}, {"days": 14, "percent": "12.50"}]
INDEX = {"series": "kpi", "base": "2026-10", "month": 10, "years_back": 1}

#: By condition, each shape that a body may give it, and what it says in Swedish and in English.
SAID: dict[str, list[tuple[Any, str, str]]] = {
    "binds_by": [
        ("all", "när alla parter har sagt ja", "when all parties have said yes"),
        ("majority", "när en majoritet av de offentliga parterna har sagt ja",
         "when a majority of the public parties have said yes"),
        ("two_thirds", "när två tredjedelar av de offentliga parterna har sagt ja",
         "when two thirds of the public parties have said yes"),
    ],
    "report_due": [
        ("03-31", "31 mars", "31 March"),
        ({"days_after_meeting": 30, "latest": "06-30"}, "30 dagar efter årsmötet, senast 30 juni",
         "30 days after the annual meeting, by 30 June"),
        ({"days_after_meeting": 30}, "30 dagar efter årsmötet", "30 days after the annual meeting"),
    ],
    "final_report_due": [
        ("02-29", "29 februari", "29 February"),
        ({"days_after_end": 60}, "60 dagar efter avtalets sista dag", "60 days after the last day in force"),
    ],
    "report_papers": [
        (list(conditions.PAPERS),
         "verksamhetsberättelse, resultaträkning, balansräkning, revisionsberättelse, protokoll",
         "activity report, income statement, balance sheet, auditor's report, minutes"),
    ],
    "interim_reports": [
        ([{"through": "04-30", "due": "05-31"}, {"through": "08-31", "due": "09-30", "papers": ["minutes"]}],
         "till och med 30 april, inne senast 31 maj; till och med 31 augusti, inne senast 30 september (protokoll)",
         "through 30 April, in by 31 May; through 31 August, in by 30 September (minutes)"),
    ],
    "settlement": [
        ("term", "över hela avtalstiden", "over the whole term"), ("yearly", "år för år", "year by year"),
    ],
    "period_basis": [
        ("calendar_year", "kalenderår", "calendar years"),
        ("agreement_year", "år från första dagen", "years from the first day"),
    ],
    "volunteer_rate": [
        ("leader-2014", "leader-2014", "leader-2014"),
        ({"name": "Egen 2480", "rates": OWN_RATES},
         "egna värden, Egen 2480: vuxna 150,5 kr i timmen från 1 januari 2027 (Beslut § 9); "
         "unga 50 kr i timmen 1 januari 2027 – 31 december 2027 (Beslut § 9)",
         "rates of its own, Egen 2480: adults 150.5 kr an hour from 1 January 2027 (Beslut § 9); "
         "young people 50 kr an hour 1 January 2027 – 31 December 2027 (Beslut § 9)"),
    ],
    "volunteer_share_cap": [("0.5", "50 %", "50%"), ("0.333", "33,3 %", "33.3%")],
    "volunteer_time_counts": [
        (list(conditions.WORK), "ideellt arbete, ledarskap, styrelsearbete, resor, närvaro",
         "volunteer work, leading, board work, travel, attendance"),
    ],
    "public_money_counts": [(True, "ja", "yes"), (False, "nej", "no")],
    "late_ladder": [
        (LADDER, "högst 7 dagar sen: 10 %; högst 14 dagar sen: 12,5 %; senare: 100 %",
         "at most 7 days late: 10%; at most 14 days late: 12.5%; later: 100%"),
        ({"steps": LADDER[:1], "deadline": "04-15"},
         "senare: 100 %; sen efter 15 april; dagarna räknas tills en redovisning har kommit in",
         "later: 100%; late after 15 April; days are counted until a report has come in"),
        ({"steps": LADDER[:1], "deadline": "04-15", "counts": "complete"},
         "senare: 100 %; sen efter 15 april; dagarna räknas tills en redovisning är komplett",
         "later: 100%; late after 15 April; days are counted until a report is complete"),
    ],
    "carry_over": [(True, "ja", "yes"), (False, "nej", "no")],
    "premises_included": [(True, "ja", "yes"), (False, "nej", "no")],
    "notice_months": [(1, "1 månad", "1 month"), (6, "6 månader", "6 months"), (0, "0 månader", "0 months")],
    "renewal_months": [(12, "12 månader åt gången", "12 months at a time"), (0, "ingen", "none")],
    "indexation": [
        (INDEX, "serien kpi från oktober 2026; index för oktober året före; gäller finansiering",
         "the series kpi from October 2026; the index of October of the year before; applies to funding"),
        ({**INDEX, "years_back": 0, "share": "0.8", "cap": "3", "applies_to": list(conditions.MONEY_KINDS)},
         "serien kpi från oktober 2026; index för oktober samma år; 80 % av beloppet följer; högst 3 % sammanlagt; "
         "gäller finansiering, egen insats, naturainsats",
         "the series kpi from October 2026; the index of October of the same year; 80% of the amount follows; "
         "at most 3% in all; applies to funding, own contribution, in kind"),
        ({**INDEX, "years_back": 2, "floor": "-1.5", "cap": "3", "limits": "yearly"},
         "serien kpi från oktober 2026; index för oktober 2 år före; lägst −1,5 %, högst 3 % varje år; "
         "gäller finansiering",
         "the series kpi from October 2026; the index of October of 2 years before; at least −1.5%, at most 3% "
         "each year; applies to funding"),
    ],
    "appropriation": [
        ({"reduces_both": True}, "ja, och ett sänkt år sänker båda sidors åtaganden",
         "yes, and a reduced year lowers both sides' promises"),
        ({"reduces_both": False}, "ja, och ett sänkt år sänker bara finansieringen",
         "yes, and a reduced year lowers the funding alone"),
    ],
}  # fmt: skip
EVERY = [(name, *said) for name, shapes in SAID.items() for said in shapes]


def kept(name: str, raw: Any) -> Any:
    """The value as an agreement keeps it."""
    found, wrong = conditions.read({name: raw})
    assert wrong == []
    return plain(found[name]["value"])


def test_every_condition_is_here_and_has_a_name_in_both_languages() -> None:
    assert SAID.keys() == conditions.FIELDS.keys() == VALUES.keys()
    for language in LANGUAGES:
        assert list(NAMES[language]) == list(conditions.FIELDS)
    for words in (NAMES, WORDS, PHRASES):
        assert tuple(words) == LANGUAGES
        assert words["sv"].keys() == words["en"].keys()
    assert all(NAMES["sv"][name] != NAMES["en"][name] for name in SAID)


NOBODY = Names({"parties": [], "commitments": [], "shared_costs": []}, {})


@pytest.mark.parametrize(("name", "raw", "swedish", "english"), EVERY)
def test_what_a_value_says(name: str, raw: Any, swedish: str, english: str) -> None:
    value = kept(name, raw)
    found = [VALUES[name](value, language).replace("\N{NO-BREAK SPACE}", " ") for language in LANGUAGES]
    assert found == [swedish, english]


def test_every_word_that_a_condition_may_have_is_said() -> None:
    """What a choice allows stands in an example above, so that a further word has to get its own."""
    allowed = {
        choice
        for one in conditions.FIELDS.values()
        if isinstance(one, serializers.ChoiceField)
        for choice in one.choices
    }
    allowed |= {*conditions.PAPERS, *conditions.WORK, *conditions.CATEGORIES, *conditions.MONEY_KINDS}
    counts: Any = conditions.LadderBody().fields["counts"]
    allowed |= set(counts.choices)
    assert allowed == set(WORDS["sv"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "raw"), [one[:2] for one in EVERY])
def test_an_amendment_tells_it_in_a_sentence(name: str, raw: Any, language: str) -> None:
    value = kept(name, raw)
    change = {"number": 1, "effective_on": "2027-01-01", "conditions": {name: {"value": value, "clause": ""}}}
    terms: dict[str, Any] = {
        "title": "x", "starts_on": "2026-01-01", "ends_on": "2027-12-31", "last_day": None, "conditions": {},
        "parties": [], "commitments": [], "shared_costs": [],
    }  # fmt: skip
    after = {**terms, "conditions": change["conditions"]}
    (said,) = sentences(Difference(terms, after, terms, after), change, {}, language)
    title = name_of(name, language)
    assert said.startswith(f"{title[0].upper()}{title[1:]}: {told(f'conditions.{name}', value, language, NOBODY)} (")
    assert said.endswith({"sv": "(förut inget).", "en": "(before: nothing)."}[language])
    assert not re.search(r"[a-z]_[a-z]|[{}\[\]]|None|True|False", said)
    assert sentences(Difference(terms, terms, terms, terms), change, {}, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_and_role_has_words(language: str) -> None:
    for path, choices in (("shared_costs.7.basis", Basis.values), ("parties.12", PartyRole.values)):
        assert all("_" not in told(path, one, language, NOBODY) for one in choices)


def test_other_fields_are_called_by_their_words_too() -> None:
    assert [field("title", one, NOBODY) for one in LANGUAGES] == ["Avtalets namn", "The agreement's name"]
    assert [told("ends_on", "2027-12-31", one, NOBODY) for one in LANGUAGES] == ["31 december 2027", "31 December 2027"]


TERMS: dict[str, Any] = {
    "parties": [{"party": 1, "organization": 11}, {"party": 2, "organization": 12}],
    "commitments": [{"id": 5, "party": 1, "kind": "funding", "name": ""}],
    "shared_costs": [{"id": 7, "name": "Kontoret"}],
}


@pytest.mark.parametrize(
    ("path", "value", "called", "says"),
    [
        ("commitments.5.amount", "100.00", "Umeå, finansiering: belopp per år", "100 kr"),
        ("commitments.5.amounts", [{"period": "2026", "amount": "1.50"}], "Umeå, finansiering: belopp per period",
         "2026: 1,50 kr"),
        ("commitments.5.components", [{"kind": "own_cash", "amount": "2.00"}], "Umeå, finansiering: delar",
         "egna medel 2 kr"),
        ("commitments.5.recipient", 2, "Umeå, finansiering: vem som får betalt", "Vännäs"),
        ("shared_costs.7.payee", 1, "Kontoret: vem som får betalt", "Umeå"),
        ("shared_costs.7.basis", "equal", "Kontoret: delningsgrund", "lika delar"),
        ("shared_costs.7.basis", "fixed_and_per_capita", "Kontoret: delningsgrund",
         "en avgift var och resten per invånare"),
        ("shared_costs.7.members", [{"organization": 11}, {"organization": 12}], "Kontoret: medlemmar", "Umeå, Vännäs"),
        ("shared_costs.7.fixed", None, "Kontoret: fast avgift", "inget"),
        ("parties.12", "member", "Vännäs som part", "medlem"),
    ],
)  # fmt: skip
def test_a_field_is_called_by_whose_it_is(path: str, value: Any, called: str, says: str) -> None:
    names = Names(TERMS, {11: "Umeå", 12: "Vännäs"})
    plain = told(path, value, "sv", names).replace("\xa0", " ")
    assert (field(path, "sv", names), plain) == (called, says)
