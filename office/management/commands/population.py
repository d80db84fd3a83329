"""`manage.py population`: a municipality's inhabitants on a day, with the source of the figure."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction

from office.models import Organization, Population
from office.services.populations import record_published


class Command(BaseCommand):
    help = "Record a municipality's population on a day, or the published ones. A day that has a figure keeps it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", help="municipality code, four digits")
        parser.add_argument("on", nargs="?", type=date.fromisoformat, help="reference date, YYYY-MM-DD")
        parser.add_argument("inhabitants", nargs="?", type=int)
        parser.add_argument("--source", help='such as "SCB, May 2026"')
        parser.add_argument(
            "--load", action="store_true", help="the published figures of the municipalities that are registered here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["load"]:
            for one in record_published():
                self._told(one)
            return
        if not all(options[name] for name in ("code", "on", "inhabitants", "source")):
            raise CommandError("Say code, day, inhabitants and --source; or --load.")
        municipality = Organization.objects.filter(municipality_code=options["code"]).first()
        if municipality is None:
            raise CommandError(f"No municipality here has the code {options['code']!r}.")
        if not 0 < options["inhabitants"] < 2_000_000:
            raise CommandError("Inhabitants are a whole number from 1 to 1 999 999.")
        said = {name: options[name] for name in ("on", "inhabitants", "source")}
        try:
            with transaction.atomic():
                made = Population.objects.create(organization=municipality, **said)
        except IntegrityError as error:
            raise CommandError(f"{municipality.name} has a figure for {options['on']} already; it stands.") from error
        self._told(made)

    def _told(self, made: Population) -> None:
        self.stdout.write(f"{made.organization.name}: {made.inhabitants} on {made.on} ({made.source}).")
