"""`manage.py audit verify` and `manage.py audit seal`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from office.models import AuditEvent
from office.services import trail

REASONS = {
    "gap": "a link of the chain is gone before it",
    "link": "it does not follow from the link before it",
    "missing": "the event has been deleted",
    "changed": "the event is not as it was sealed",
}


class Command(BaseCommand):
    help = "Seal the audit trail's committed events into its chain, or verify the chain."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["verify", "seal"])
        parser.add_argument("--head", help="a head digest kept elsewhere: verify that it is still in the chain")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "seal":
            self.stdout.write(f"Sealed {trail.seal_all()} events.")
            return
        found = trail.verify(options["head"])
        if found.broken:
            event = AuditEvent.objects.filter(pk=found.broken.event_id).first()
            what = f" ({event.kind} of {event.subject_type} {event.subject_id})" if event else ""
            raise CommandError(
                f"The trail is broken at link {found.broken.sequence}, event {found.broken.event_id}{what}: "
                f"{REASONS[found.broken.reason]}. Links before it hold."
            )
        if found.known_head_found is False:
            raise CommandError("The digest given with --head is not in the chain: its end has been cut or replaced.")
        self.stdout.write(f"The trail holds: {found.sealed} events sealed, {found.unsealed} not yet.")
        self.stdout.write(f"Head: {found.head}")
