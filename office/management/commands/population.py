"""`manage.py population`: a municipality's inhabitants on a day, with the source of the figure."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction

from office.models import Organization, Population


class Command(BaseCommand):
    help = "Record a municipality's population on a day. A day that has a figure keeps it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="municipality code, four digits")
        parser.add_argument("on", type=date.fromisoformat, help="reference date, YYYY-MM-DD")
        parser.add_argument("inhabitants", type=int)
        parser.add_argument("--source", required=True, help='such as "SCB, May 2026"')

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = Organization.objects.filter(municipality_code=options["code"]).first()
        if municipality is None or not options["code"]:
            raise CommandError(f"No municipality here has the code {options['code']!r}.")
        if not 0 < options["inhabitants"] < 2_000_000:
            raise CommandError("Inhabitants are a whole number from 1 to 1 999 999.")
        try:
            with transaction.atomic():
                Population.objects.create(
                    organization=municipality,
                    on=options["on"],
                    inhabitants=options["inhabitants"],
                    source=options["source"],
                )
        except IntegrityError as error:
            raise CommandError(f"{municipality.name} has a figure for {options['on']} already; it stands.") from error
        self.stdout.write(f"{municipality.name}: {options['inhabitants']} on {options['on']} ({options['source']}).")
