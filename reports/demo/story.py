"""Tell an agreement's life through the same services and bodies as everybody else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements.bodies import AgreementBody, DecisionBody, SignatureBody
from agreements.models import Agreement
from agreements.services import lifecycle, registration
from finance.bodies.payments import PaymentBody
from finance.services.payments import pay
from office.bodies import Body
from office.models import User
from reports.bodies import ApproveBody, ReportBody, SubmitBody
from reports.checking import checked
from reports.services import handing_in, writing

Json = dict[str, Any]
BOARD: Json = {"body": "Kommunstyrelsen", "paragraph": "§ 210"}


def _read(kind: type[Body], raw: Json) -> tuple[Json, list[Any]]:
    return kind().read(raw)


@dataclass(frozen=True, slots=True)
class Story:
    """One registered agreement and the officer who keeps it."""

    agreement: Agreement
    officer: User
    today: date

    @classmethod
    def begin(
        cls, officer: User, today: date, terms: Json, decided_on: date, signed_on: date, by: Json = BOARD
    ) -> "Story":
        """Register, propose, decide (`by` a board, or by delegation) and sign."""
        values, refusals = _read(AgreementBody, terms)
        draft = registration.register(values, officer, refusals)
        return cls.bind(draft, officer, today, decided_on, signed_on, by)

    @classmethod
    def bind(
        cls, draft: Agreement, officer: User, today: date, decided_on: date, signed_on: date, by: Json = BOARD
    ) -> "Story":
        """Propose, decide and sign a draft that is there."""
        agreement = lifecycle.propose(draft, officer, None)
        for party in agreement.parties.select_related("organization"):
            named = party.organization_id
            if party.organization.public:
                said = {"organization": named, "outcome": "yes", **by}
                values, refusals = _read(DecisionBody, {**said, "decided_on": decided_on.isoformat()})
                lifecycle.decide(agreement, values, officer, refusals, None)
            else:
                signed = {"organization": named, "signed_on": signed_on.isoformat(), "signed_by": "Ordföranden"}
                values, refusals = _read(SignatureBody, signed)
                lifecycle.sign(agreement, values, officer, refusals, None)
        return cls(agreement, officer, today)

    def pay(self, period: str, amount: str, on: date, **more: Any) -> None:
        body = {"agreement": self.agreement.pk, "period": period, "amount": amount, "paid_on": on.isoformat(), **more}
        values, refusals = _read(PaymentBody, body)
        pay(values, self.officer, refusals)

    def pay_what_is_due(self) -> None:
        """Every instalment whose day has come, on its day."""
        row = checked(Agreement.objects.filter(pk=self.agreement.pk), self.today)[0]
        for line in (line for period in row.result.periods for line in period.lines if line.kind == "funding"):
            for part in line.instalments:
                if part.due_on and part.due_on <= self.today:
                    self.pay(line.period.label, str(part.amount), part.due_on, commitment=line.commitment.id)

    def report(
        self,
        period: str,
        hours: Json | list[Json],
        cash: Json,
        received_on: date,
        approved_on: date | None = None,
        **more: Any,
    ) -> None:
        """A paper report registered by the officer; hours are `{category: hours}` over the calendar year `period`, or
        rows that say more."""
        common = {
            "activity": "Språkcafé", "women": 40, "men": 25, "attested_by": "Kassören",
            "starts_on": more.get("starts_on", f"{period}-01-01"), "ends_on": f"{period}-12-31",
        }  # fmt: skip
        told = (
            [{"category": name, "hours": count} for name, count in hours.items()] if isinstance(hours, dict) else hours
        )
        rows = [{**common, **row} for row in told]
        figures = [{"kind": "own_cash", "source": source, "amount": amount} for source, amount in cash.items()]
        figures += more.get("figures", [])
        body: Json = {"agreement": self.agreement.pk, "period": period, "figures": figures, "volunteer_hours": rows}
        body["narrative"] = "Påhittad redovisning i demodata."
        if "organization" in more:
            body["organization"] = more["organization"]
        values, refusals = _read(ReportBody, body)
        report = writing.begin(values, self.officer, refusals)
        handing_in.submit(
            report, *_read(SubmitBody, {"received_on": received_on.isoformat()})[:1], self.officer, [], None
        )
        if approved_on:
            values, refusals = _read(ApproveBody, {"approved_on": approved_on.isoformat()})
            handing_in.approve(report, values, self.officer, refusals, None)
