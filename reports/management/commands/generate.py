"""`manage.py generate`: invented municipalities with agreements, reports and payments, in any number, by a seed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.models import Agreement
from office.clock import today
from reports.generating.plan import Plan, wrong_with
from reports.generating.rows import Scale
from reports.generating.writing import AUDITOR, Taken, write


class Command(BaseCommand):
    help = (
        "Fill a database without agreements with invented ones, for trying out and measuring: the same arguments give "
        "the same data. Everything is made up, and says so."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipalities", type=int, default=10, help="how many (default 10; Sweden has 290)")
        parser.add_argument("--agreements", type=int, default=300, help="how many in all (default 300)")
        parser.add_argument("--years", type=int, default=4, help="calendar years that they run (default 4)")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other data (default 1)")
        parser.add_argument("--first-year", type=int, default=2021, help="the year they begin (default 2021)")

    def handle(self, *args: Any, **options: Any) -> None:
        scale = Scale(*(options[name] for name in Scale._fields))
        if wrong := wrong_with(scale, today()):
            raise CommandError(wrong)
        taken = "generated data stays out of it. For an empty one use another DATA_DIR or DATABASE_URL, and migrate it."
        if Agreement.objects.exists():
            raise CommandError(f"This database has agreements already; {taken}")
        plan = Plan(scale)
        try:
            counts = write(plan)
        except Taken as error:
            raise CommandError(f"This database has the users that generated data brings; {taken}") from error
        for name, count in sorted(counts.items()):
            self.stdout.write(f"{name:<16}{count:>9}")
        self.stdout.write(f"Digest: sha256:{plan.digest}")
        self.stdout.write(f"Nobody can sign in. An API token that reads everything: manage.py token {AUDITOR}")
