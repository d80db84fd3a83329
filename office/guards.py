"""Triggers that keep facts as they were written, whoever holds the connection.

A table listed here takes INSERT only. The triggers are laid after every `migrate` (a SQLite migration that rebuilds a
table would lose them) and refuse UPDATE and DELETE from any program, not only ours.
"""

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION overens_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END
$$ LANGUAGE plpgsql
"""


def tables() -> list[str]:
    """The tables of the models that say `append_only = True`."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


def _sqlite(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'append-only table {table}'); END"
    )


def _postgres(table: str, verb: str) -> str:
    each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    return (
        f"CREATE OR REPLACE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION overens_append_only()"
    )


def _verbs(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    return ("UPDATE", "DELETE", "TRUNCATE") if connection.vendor == "postgresql" else ("UPDATE", "DELETE")


def install(connection: BaseDatabaseWrapper) -> None:
    """Lay the triggers on every append-only table that exists; laying them twice changes nothing."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        make = _postgres if connection.vendor == "postgresql" else _sqlite
        for table in present.intersection(tables()):
            for verb in _verbs(connection):
                cursor.execute(make(table, verb))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for tests that must empty the tables, and for a planned repair."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in present.intersection(tables()):
            for verb in _verbs(connection):
                where = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}{where}")


def after_migrate(using: str = "default", **_: Any) -> None:
    """A receiver of `post_migrate`."""
    install(connections[using])
