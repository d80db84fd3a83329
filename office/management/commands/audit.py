"""`manage.py audit verify` and `manage.py audit seal`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from office.models import AuditEvent
from office.services import trail, trail_copies

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
        parser.add_argument("--copy", help="a file of audit-events (CSV or lines of JSON): verify that it is still so")
        parser.add_argument("--head", help="a head digest kept elsewhere: verify that it is still in the chain")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "seal":
            self.stdout.write(f"Sealed {trail.seal_all()} events.")
            return
        copy = _read(options["copy"]) if options["copy"] else None
        found = trail.verify(options["head"] or (copy and copy.head) or None)
        compared = trail_copies.compare(copy) if copy else None
        if wrong := [*_broken(found), *_parted(compared), *_altered(compared)]:
            raise CommandError(" ".join(wrong))
        self.stdout.write(f"The trail holds: {found.sealed} events sealed, {found.unsealed} not yet.")
        if compared:
            same, unsealed = compared.same, compared.unsealed
            self.stdout.write(f"It has the copy: {same} events as they were, {unsealed} that had no seal then.")
        self.stdout.write(f"Head: {found.head}")


def _read(path: str) -> trail_copies.Copy:
    try:
        return trail_copies.read(Path(path))
    except (OSError, trail_copies.Unreadable) as error:
        raise CommandError(f"{path} cannot be used: {error}.") from error


def _broken(found: trail.Verification) -> Iterator[str]:
    """What is wrong with the chain by itself, or with its end."""
    if found.broken:
        event = AuditEvent.objects.filter(pk=found.broken.event_id).first()
        what = f" ({event.kind} of {event.subject_type} {event.subject_id})" if event else ""
        yield (
            f"The trail is broken at link {found.broken.sequence}, event {found.broken.event_id}{what}: "
            f"{REASONS[found.broken.reason]}. Links before it hold."
        )
    elif found.known_head_found is False:
        yield "The head that was kept is not in the chain: its end has been cut or replaced."


def _parted(compared: trail_copies.Compared | None) -> Iterator[str]:
    """What a copy shows of the first event that the chain has otherwise."""
    if compared and (one := compared.parted):
        now = f"has {compared.now} there now" if compared.now else "has nothing there now"
        yield (
            f"It is not what the copy shows from event {one.event} on ({one.kind}, link {one.sequence}, "
            f"line {one.line} of the copy): the chain {now}."
        )


def _altered(compared: trail_copies.Compared | None) -> Iterator[str]:
    """What a copy says otherwise than the trail. Where the chain has its hash and holds, the copy was changed."""
    if compared and (one := compared.altered) and not compared.parted:
        what = f"says otherwise than the trail: {', '.join(compared.members)}"
        told = what if compared.members else "tells of what the trail does not have"
        yield f"Of event {one.event} ({one.kind}, line {one.line} of the copy) the copy {told}."
