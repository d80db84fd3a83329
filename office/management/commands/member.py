"""`manage.py member`: the first people and organisations of an installation, and every later one."""

import getpass
import sys
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from office.clock import today
from office.fields import YEARS
from office.models import Organization, User
from office.models.organizations import OrganizationKind
from office.models.people import Role
from office.services import assignments, memberships, organizations


class Command(BaseCommand):
    help = (
        "Let a user act for an organisation; makes the user (asks for a password) and, with --name, the organisation."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("organization", help="organisation number or id")
        parser.add_argument("--from", dest="starts_on", type=date.fromisoformat, help="first day (default today)")
        parser.add_argument("--to", dest="ends_on", type=date.fromisoformat, help="last day, inclusive")
        parser.add_argument("--end", type=date.fromisoformat, metavar="DATE", help="end the membership: its last day")
        for name in ("--first-year", "--last-year"):
            said = "an auditor reads agreements with a day in these years, inclusive"
            parser.add_argument(name, type=int, choices=YEARS, metavar="YEAR", help=said)
        parser.add_argument("--decision", default="", help="by whose decision somebody audits: body, day, paragraph")
        parser.add_argument("--name", help="register the organisation under this name if it is new")
        parser.add_argument("--kind", choices=OrganizationKind.values, default="municipality")

    @translation.override("en")  # the command speaks English: so do the refusals that it passes on
    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        organization = self._organization(options)
        user = User.objects.filter(username=options["username"]).first() or self._user(options["username"])
        starts_on, ends_on, role = options["starts_on"] or today(), options["ends_on"], options["role"]
        if options["end"]:
            count = memberships.end(user, organization, role, options["end"])
            self.stdout.write(f"{count} membership(s) of {user.username} end on {options['end']}.")
            return
        if ends_on and ends_on < starts_on:
            raise CommandError(f"The last day, {ends_on}, is before the first, {starts_on}.")
        memberships.grant(user, organization, role, starts_on, ends_on, **self._assignment(options))
        self.stdout.write(f"{user.username} is {role} of {organization.name} from {starts_on}.")

    def _assignment(self, options: dict[str, Any]) -> dict[str, Any]:
        said = {name: options[name] for name in ("first_year", "last_year", "decision")}
        if options["role"] != Role.AUDITOR and any(said.values()):
            raise CommandError("Only an auditor's membership is for some years, or by a decision.")
        if wrong := assignments.years_refusals(said["first_year"], said["last_year"]):
            raise CommandError(wrong[0].message)
        return said

    def _organization(self, options: dict[str, Any]) -> Organization:
        named = options["organization"]
        if len(named) < 10 and named.isdigit():
            found = organizations.find(int(named))
        else:
            if wrong := organizations.number_refusals(named):
                raise CommandError(wrong[0].message)
            found = organizations.find(named)
        if found:
            return found
        if not options["name"]:
            raise CommandError(f"{named} is not registered here. Register it with --name and --kind.")
        return organizations.establish(options["kind"], options["name"], named)

    def _user(self, username: str) -> User:
        password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        user = User(username=username)
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        user.save()
        return user
