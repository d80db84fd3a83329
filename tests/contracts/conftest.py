"""The world that the contract tests ask about: made once a module; what a test does to it is rolled back."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast
from tests.contracts.world import World, build


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without this mark on a test pytest-django makes no test database, and the world would be built in a real one."""
    for item in items:
        if "lasting_world" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="module")
def lasting_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """For tests that undo by themselves what they do."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(Cast())
        transaction.set_rollback(True)


@pytest.fixture
def world(lasting_world: World, db: None) -> World:
    """The world for one test: pytest-django rolls back to how it was before."""
    return lasting_world
