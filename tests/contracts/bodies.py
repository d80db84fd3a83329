"""What is said in the world of the contract tests: the bodies of its agreements, reports, decisions and the rest."""

from typing import Any

from tests.cast import UMEA, VAN, VANNAS

Json = dict[str, Any]
FUNDING = {"party": UMEA, "kind": "funding", "amount": "300000.00", "per": "year"}
CONTRIBUTION = {
    "party": VAN,
    "kind": "co_financing",
    "amount": "200000.00",
    "per": "year",
    "components": [
        {"kind": "volunteer_time", "amount": "150000.00", "counting": "cap"},
        {"kind": "own_cash", "amount": "50000.00", "counting": "plan"},
    ],
}


def terms(reference: str, **more: Any) -> Json:
    """An agreement of Umeå kommun and Vän i Umeå, 2020–2024."""
    return {
        "reference": reference,
        "title": "Överenskommelse om stöd",
        "kind": "partnership",
        "purpose": "Mötesplatser",
        "starts_on": "2020-01-01",
        "ends_on": "2024-12-31",
        "parties": [{"organization": UMEA, "role": "funder"}, {"organization": VAN, "role": "recipient"}],
        "commitments": [
            {**FUNDING, "instalments": [{"due": "01-31", "share": "0.5"}, {"on_requisition": True, "share": "0.5"}]},
            CONTRIBUTION,
        ],
        "conditions": {
            "report_due": "03-31",
            "volunteer_rate": {"value": "leader-2014", "clause": "§ 4"},
            "appropriation": {"value": {"reduces_both": True}, "clause": "§ 9"},
            "settlement": "yearly",
            "late_ladder": [{"days": None, "percent": "10.00"}],
        },
        **more,
    }


def content(year: int) -> Json:
    """A report's figures, hours and activities."""
    return {
        "figures": [{"kind": "own_cash", "source": "fees", "amount": "60000.00"}],
        "volunteer_hours": [
            {
                "activity": "Språkcafé",
                "category": "adult",
                "hours": "400.00",
                "starts_on": f"{year}-01-01",
                "ends_on": f"{year}-12-31",
                "women": 4,
                "men": 3,
                "attested_by": "Kassören",
            }
        ],
        "activities": [{"name": "Språkcafé", "quantity": "40", "unit": "träffar"}],
        "narrative": "Påhittade uppgifter för testet.",
    }


BY_DELEGATION = {
    "organization": UMEA,
    "reason": "Enligt avtalet",
    "body": "Förvaltningschefen",
    "delegation_point": "4.2",
}
DECISION = {"organization": UMEA, "outcome": "yes", "decided_on": "2019-12-10", "body": "KS", "paragraph": "§ 210"}
SIGNATURE = {"organization": VAN, "signed_on": "2019-12-16", "signed_by": "Ordföranden"}

AID = {"kind": "de_minimis", "reason": "Påhittat", "assessed_by": "KS", "rate": "11.00", "rate_source": "Påhittad"}
DECLARED = {
    "giver": "Regionen",
    "kind": "sgei",
    "amount": "5000.00",
    "currency": "EUR",
    "granted_on": "2020-03-01",
    "document": "R/1",
}
ROOM = {
    "kind": "premises",
    "what": "Lokal",
    "period": "2020",
    "quantity": "120.00",
    "unit": "m²",
    "price": "1200.00",
    "per_year": True,
    "source": "Påhittad marknadshyra",
    "valued_by": "KS",
}
MANDATE = {
    "name": "Påhittad Person",
    "office": "Ordförande",
    "seat": "board",
    "signs": "alone",
    "username": "treasurer",
    "minutes": "Årsmöte 2019 § 4",
    "minutes_on": "2019-03-20",
    "starts_on": "2019-03-20",
}
ASSIGNMENT: Json = {"organization": UMEA, "first_year": 2019, "ends_on": "2199-12-31", "decision": "KF § 12"}
SAMPLE: Json = {"list": "payments", "method": "simple", "size": 1, "seed": "1"}
OBSERVATION = {"severity": "medium", "text": "Kvittot saknas", "follow_up_on": "2199-01-31"}
RELIEF = {
    "organization": UMEA,
    "period": "2020",
    "paper": "minutes",
    "complete_on": "2199-01-31",
    "reason": "Årsmötet hålls senare",
    "body": "Handläggaren",
}
MEETING = {"held_on": "2021-03-20", "document": "Kallelse till årsmöte 2021"}
LETTER = {
    "kind": "letter",
    "sender": VAN,
    "recipients": [{"organization": UMEA}],
    "title": "En språkvän i varje bostadsområde",
    "summary": "Påhittat förslag",
    "document": "Förslagsbrev 2019",
}
ANSWER = {"organization": UMEA, "outcome": "taken_up", "body": "KS", "paragraph": "§ 12"}
STUDY = {
    "host": UMEA,
    "reference": "KS-2019/90",
    "title": "Förstudie om samverkan",
    "started_on": "2019-03-01",
    "members": [{"organization": UMEA}, {"organization": VANNAS}],
}
AREA = {"kind": "library", "name": "Gemensam bibliotekskatalog", "form": "agreement"}
_JUDGED = {"possible": "yes", "reasons": "9 kap. 37 § kommunallagen", "assessed_by": "Kommunjuristen"}
POSSIBLE = {"side": "legal", **_JUDGED}
LEGAL = {"organization": UMEA, "ground": "local_government", "source": "Kommunallagen (2017:725)", **_JUDGED}
FOUND: Json = {"document": "Slutrapport", "conclusions": "Det går", "verdicts": []}
MEASURE = {"what": "Svarstid", "how": "Median per kvartal", "measured_by": "2021-03-31"}
LINKED = {"organization": VAN, "starts_on": "2020-01-01", "source": "Årsredovisning"}
