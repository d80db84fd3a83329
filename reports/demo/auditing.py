"""The demo's auditor at work, and what its municipality shows everybody: a sample of payments by amount with an
observation that is shared and a working note, and a public register that is open. All invented."""

from datetime import date, timedelta

from office.bodies import PublicRegisterBody
from office.models import Organization, User
from office.services import public_register
from reports.sample_bodies import NoteBody, ObservationBody, SampleBody
from reports.services import observations, samples

#: Whoever draws with it again gets the same payments.
SEED = "overens-demo"
WEEKS = timedelta(weeks=6)


def sampled(auditor: User, today: date) -> None:
    """Five payments, the larger the likelier; the first lacks a paper, which is to be followed up in six weeks."""
    said = {
        "assignment": auditor.memberships.get(role="auditor").pk, "list": "payments", "method": "by_amount", "size": 5,
        "seed": SEED, "purpose": "Demodata: granskning av utbetalningar",
    }  # fmt: skip
    values, refusals = SampleBody().read(said)
    sample = samples.draw(values, auditor, refusals)
    first, second = sample.items.order_by("place")[:2]
    text = "Demodata: beslutet som utbetalningen bygger på ligger inte i akten. Påhittat."
    seen = {"item": first.pk, "severity": "medium", "text": text, "follow_up_on": (today + WEEKS).isoformat()}
    values, refusals = ObservationBody().read(seen)
    observations.share(observations.observe(values, auditor, refusals), auditor, None)
    note = {"sample": sample.pk, "item": second.pk, "text": "Demodata: jämför med förra årets stickprov. Påhittat."}
    values, refusals = NoteBody().read(note)
    observations.note(values, auditor, refusals)


def opened(officer: User, municipality: Organization) -> None:
    """The municipality's public register, which its officer opens."""
    values, refusals = PublicRegisterBody().read({"state": "open"})
    public_register.choose(municipality, values, officer, refusals)
