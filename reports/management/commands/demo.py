"""`manage.py demo`: demo users, organisations and agreements in a database that has no other users."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from agreements.models import Agreement
from office.clock import today
from office.models import Organization, User
from office.services import memberships, organizations, trail
from reports.demo import agreements, auditing, cooperations, ledger

PASSWORD = "overens-demo"  # noqa: S105 - printed at every start
STRANGERS = "212000-9994"
PEOPLE = {
    "officer": ("officer", agreements.UMEA),
    "officer2": ("officer", agreements.UMEA),
    "auditor": ("auditor", agreements.UMEA),
    "treasurer": ("reporter", agreements.VAN),
    "stranger": ("officer", STRANGERS),
}
#: Officers of the demo's cooperations: of one municipality by its code, or of every member.
COOPERATING = {"tierp": ("0360",), "ornskoldsvik": ("2284",), "storuman": ("2421",), "region": ()}
#: The demo's cooperations, each with the officer of its host, who registers it.
HOSTED = ((cooperations.office, "officer"), (cooperations.joint_board, "tierp"), (cooperations.pilot, "storuman"))
USERS = [*PEOPLE, *COOPERATING]


class Command(BaseCommand):
    help = "Load demo data. Refuses a database that has other users than the demo's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing, and say nothing, where there are users"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names = set(User.objects.values_list("username", flat=True))
        if not names:
            self._load()
        elif not options["if_empty"]:
            if others := sorted(names - set(USERS)):
                raise CommandError(
                    f"This database has users of its own ({', '.join(others[:5])}); demo data stays out."
                )
            raise CommandError("The demo data is loaded already. For a fresh one start with another DATA_DIR.")
        if not names - set(USERS):
            self._tell()

    @transaction.atomic
    def _load(self) -> None:
        day = today()
        found = self._organizations()
        password = make_password(PASSWORD)  # a slow hash, and the same words: once is enough
        people = {name: User.objects.create(username=name, password=password) for name in USERS}
        for name, (role, number) in PEOPLE.items():
            memberships.grant(people[name], found[number], role, date(2019, 1, 1))
        with translation.override("sv"):
            for tell in agreements.AGREEMENTS:
                tell(people["officer"], day)
            ledger.last_years(people["officer"], day)
            self._cooperate(people, cooperations.establish(found[agreements.UMEA]), day)
            auditing.sampled(people["auditor"], day)
            auditing.opened(people["officer"], found[agreements.UMEA])
        trail.record("demo.loaded", by=None, subject=found[agreements.UMEA], concerns=[found[agreements.UMEA].pk])

    def _cooperate(self, people: dict[str, User], found: dict[str, Organization], day: date) -> None:
        for name, codes in COOPERATING.items():
            for code in codes or found:
                memberships.grant(people[name], found[code], "officer", date(2017, 1, 1))
        for tell, keeper in HOSTED:
            tell(people[keeper], people["region"], day, found)

    def _organizations(self) -> dict[str, Organization]:
        names = {
            agreements.UMEA: "Umeå kommun",
            STRANGERS: "Exempelköpings kommun",
            agreements.VAN: "Vän i Umeå",
            agreements.FRITIDSBANKEN: "Fritidsbanken Umeå",
            **agreements.ASSOCIATIONS,
        }
        found = {}
        for number, name in names.items():
            public = number in (agreements.UMEA, STRANGERS)
            kind = "municipality" if public else "association"
            found[number] = organizations.establish(kind, name, number, "2480" if number == agreements.UMEA else "")
        return found

    def _tell(self) -> None:
        self.stdout.write(f"Demo logins (password {PASSWORD}): {', '.join(USERS)}")
        model = Agreement.objects.order_by("pk").values_list("pk", flat=True).first()
        self.stdout.write("All reported figures are invented. The model agreement, as of the summer before its end:")
        self.stdout.write(f"  http://127.0.0.1:{settings.PORT}/agreements/{model}?as_of=2022-06-30")
