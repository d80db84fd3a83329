"""The demo's cooperations of municipalities: an office, a joint board that came of a study, and a pilot.

Each is registered by its host's own officer (`keeper`); `region` decides and pays for all members. Who takes part is as
published, and so are codes and inhabitants. Figures, decisions and assessments are invented, and the organisation
numbers of all but Umeå are assumptions, as those of the demo's associations are.
"""

from datetime import date
from typing import Any

from stdnum import luhn

from agreements.amendment_body import AmendmentAnswerBody, AmendmentBody
from agreements.bodies import AgreementBody
from agreements.idea_bodies import (
    AreaAgreementBody,
    AreaAssessmentBody,
    AreaBody,
    HypothesisBody,
    InitiativeBody,
    MeasureBody,
    StudyBody,
    StudyEndBody,
)
from agreements.models import CooperationArea
from agreements.services import amending, answering, initiatives, pilots, registration, studies
from office.bodies import Body
from office.models import Organization, User
from office.populations import published
from office.services import organizations
from office.services.populations import record_published
from reports.demo.story import Json, Story

UMEA, STATE, AUTHORITY = "2480", "state", "202100-9994"
INVENTED = "Demodata: belopp och beslut är påhittade. / Demo data: amounts and decisions are invented."
ONCE = [{"due": "01-31", "share": "1"}]
#: Those with the joint board, each with its (invented) part of the cost.
BOARD = {"0319": "10", "0330": "20", "0331": "15", "0360": "30", "0382": "25"}
#: What was looked into: the area's form, its name, and how it was assessed legally, organisationally, economically.
AREAS = {
    "library": ("working_group", "Bibliotek", ("yes", "yes", "unclear")),
    "it": ("agreement", "Gemensam IT-nämnd", ("yes", "yes", "yes")),
    "refugee_reception": ("joint_project", "Flyktingmottagande", ("yes", "unclear", "unclear")),
    "switchboard": ("joint_operation", "Telefonväxel", ("yes", "no", "yes")),
}
#: What the pilot is to find out (invented), by what it is judged and how that is measured.
HYPOTHESES = (
    ("Gemensam handläggning halverar väntetiden.", "Dagar till beslut", "Medianen i de tio, per kvartal"),
    ("Ärendena kostar mindre när de delas.", "Kostnad per beslut", "Ur de tios bokslut"),
)


def establish(umea: Organization) -> dict[str, Organization]:
    """The 24 municipalities by code, with the inhabitants that are published, and an invented authority."""
    found = {UMEA: umea, STATE: organizations.establish("state", "Exempelmyndigheten", AUTHORITY)}
    for serial, one in enumerate(published()):
        if one.code not in found:
            digits = f"212000{950 + serial}"
            number = f"{digits[:6]}-{digits[6:]}{luhn.calc_check_digit(digits)}"
            found[one.code] = organizations.establish("municipality", _full(one.name), number, one.code)
    record_published()
    return found


def _full(name: str) -> str:
    """As the municipality calls itself: with an s, unless its name ends in one or in a vowel."""
    return f"{name}{'' if name[-1] in 'aeiouyåäös' else 's'} kommun"


def _codes(cooperation: str) -> list[str]:
    return [one.code for one in published() if one.cooperation == cooperation]


def _read(body: type[Body], said: Json, by: User) -> tuple[Json, User, list[Any]]:
    values, refusals = body().read(said)
    return values, by, refusals


def _parties(found: dict[str, Organization], codes: list[str], host: str) -> list[Json]:
    return [{"organization": found[code].pk, "role": "host" if code == host else "member"} for code in codes]


def office(keeper: User, region: User, today: date, found: dict[str, Organization]) -> None:
    """Umeåregionen's office as its worked case has it: six, and the seventh joins by an amendment on 1 July 2026."""
    newcomer = found["2284"]
    codes = [code for code in _codes("Umeåregionen") if code != "2284"]
    cost = {
        "name": "Kontoret", "payee": found[UMEA].pk, "basis": "per_capita", "amount": "1500000.00",
        "reference_date": "2026-05-31", "instalments": ONCE,
    }  # fmt: skip
    said = {
        "reference": "KS-2025/00200", "title": "Umeåregionens kontor", "kind": "cooperation", "purpose": INVENTED,
        "starts_on": "2026-01-01", "ends_on": "2027-12-31", "parties": _parties(found, codes, UMEA), "commitments": [],
        "shared_costs": [cost],
    }  # fmt: skip
    draft = registration.register(*_read(AgreementBody, said, keeper))
    story = Story.bind(draft, region, today, date(2025, 12, 1), date(2025, 12, 1))
    joining = {"join": [{"organization": newcomer.pk, "role": "member"}], "effective_on": "2026-07-01"}
    joining |= {"reason": "Örnsköldsvik går med (påhittat).", "document": "KS-2026/00030"}
    values, by, refusals = _read(AmendmentBody, joining, keeper)
    made = amending.propose(story.agreement, values, by, refusals, None)
    for one in (newcomer, *(found[code] for code in codes)):
        yes = {"organization": one.pk, "answered_on": "2026-06-15", "body": "Kommunstyrelsen", "paragraph": "§ 90"}
        values, by, refusals = _read(AmendmentAnswerBody, yes, region)
        answering.answer(made, values, by, refusals, None)
    story.pay_what_is_due()


def joint_board(keeper: User, region: User, today: date, found: dict[str, Organization]) -> None:
    """The seven of C-Tillsammans look into what they could do together; IT becomes a joint board of five."""
    area = _studied(keeper, found)
    said: Json = {"kind": "joint_board", "starts_on": "2019-01-01", "ends_on": f"{today.year + 1}-12-31"}
    draft = studies.become(area, *_read(AreaAgreementBody, said | {"reference": "KS-2018/00140"}, keeper), None)
    shared = {
        "name": "IT-nämnden", "payee": found["0360"].pk, "basis": "percentages", "amount": "6000000.00",
        "instalments": ONCE,
        "members": [{"organization": found[code].pk, "percent": part} for code, part in BOARD.items()],
    }  # fmt: skip
    values, refusals = AgreementBody().read({"shared_costs": [shared]}, partial=True)
    draft = registration.revise(draft, values, keeper, refusals, None)
    Story.bind(draft, region, today, date(2018, 11, 26), date(2018, 11, 26)).pay_what_is_due()


def _studied(keeper: User, found: dict[str, Organization]) -> CooperationArea:
    """The study with its areas and their assessments; gives the area of IT."""
    members = [{"organization": found[code].pk} for code in _codes("C-Tillsammans")]
    said: Json = {"host": found["0360"].pk, "reference": "KS-2017/00301", "title": "C-Tillsammans", "members": members}
    said |= {"purpose": INVENTED, "started_on": "2017-09-01"}
    study = studies.begin(*_read(StudyBody, said, keeper))
    areas = {}
    for kind, (form, name, assessed) in AREAS.items():
        said = {"kind": kind, "name": name, "form": form, "description": INVENTED}
        if kind == "it":
            said["members"] = [{"organization": found[code].pk} for code in BOARD]
        areas[kind] = studies.add_area(study, *_read(AreaBody, said, keeper), None)
        for side, possible in zip(("legal", "organisational", "economic"), assessed, strict=True):
            said = {"side": side, "possible": possible, "reasons": "Påhittad bedömning.", "assessed_on": "2018-03-01"}
            said |= {"assessed_by": "Utredaren"}
            studies.assess(areas[kind], *_read(AreaAssessmentBody, said, keeper), None)
    said = {"recommendation": "Börja med en gemensam IT-nämnd.", "document": "Förstudie (påhittad)"}
    studies.end(study, *_read(StudyEndBody, said | {"ended_on": "2018-05-15"}, keeper), None)
    return areas["it"]


def pilot(keeper: User, region: User, today: date, found: dict[str, Organization]) -> None:
    """The ten of Region 10 have applied for a pilot; an invented authority is the counterpart."""
    authority = found[STATE]
    said: Json = {
        "kind": "membership", "sender": found["2421"].pk, "recipients": [{"organization": authority.pk}],
        "title": "Ansökan om försöksverksamhet", "summary": INVENTED, "document": "Ansökan (påhittad)",
        "applies_to": "Försöksverksamhet för små kommuner",
    }  # fmt: skip
    initiatives.send(*_read(InitiativeBody, said, keeper))
    year = today.year
    codes = _codes("Region 10")
    cost = {
        "name": "Försöket", "payee": found["2421"].pk, "basis": "equal", "amount": "1000004.00", "instalments": ONCE,
        "members": [{"organization": found[code].pk} for code in codes],
    }  # fmt: skip
    said = {
        "reference": f"KS-{year - 1}/00055", "title": "Försök med gemensam handläggning", "kind": "pilot",
        "purpose": INVENTED, "starts_on": f"{year}-01-01", "ends_on": f"{year + 1}-12-31",
        "parties": [*_parties(found, codes, "2421"), {"organization": authority.pk, "role": "member"}],
        "commitments": [], "shared_costs": [cost],
    }  # fmt: skip
    draft = registration.register(*_read(AgreementBody, said, keeper))
    story = Story.bind(draft, region, today, date(year - 1, 10, 5), date(year - 1, 10, 5))
    story.pay_what_is_due()
    for text, what, how in HYPOTHESES:
        made = pilots.suppose(*_read(HypothesisBody, {"agreement": story.agreement.pk, "text": text}, keeper))
        measured = {"what": what, "how": how, "measured_by": f"{year + 1}-12-31"}
        pilots.measure(made, *_read(MeasureBody, measured, keeper), None)
