"""`manage.py token USERNAME`: a new API token, printed once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from office.models import Token, User
from office.services import tokens


class Command(BaseCommand):
    help = "Print a new API token for a user, list the user's tokens, or revoke one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="command line", help="what the token is for")
        parser.add_argument("--days", type=int, default=tokens.DAYS, help="how long it is valid (1 to 3650)")
        parser.add_argument("--list", action="store_true", help="list the tokens instead")
        parser.add_argument("--revoke", type=int, metavar="ID", help="revoke a token instead")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no user {options['username']!r}. Make one with: manage.py member")
        if options["list"]:
            for token in user.tokens.order_by("pk"):
                state = "revoked" if token.revoked_at else f"expires {token.expires_at:%Y-%m-%d}"
                self.stdout.write(f"{token.pk}  {token.name}  {state}")
        elif options["revoke"]:
            self._revoke(user, options["revoke"])
        else:
            if not 1 <= options["days"] <= 3650:
                raise CommandError("--days takes 1 to 3650.")
            self.stdout.write(tokens.issue(user, options["name"], options["days"]))

    def _revoke(self, user: User, pk: int) -> None:
        found = Token.objects.filter(user=user, pk=pk).first()
        if found is None:
            raise CommandError(f"{user} has no token {pk}. List them with --list.")
        tokens.revoke(found)
        self.stdout.write(f"Token {pk} is revoked.")
