"""The world that the contract tests, and whoever else wants all there is, ask about: made once; what a test does to it
is rolled back.
"""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast
from tests.contracts.world import World, build
from tests.program import until_the_end


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who asks about the world comes last: it takes as long to make as fifty tests, and nobody else may find it."""
    items.sort(key=lambda item: "lasting_world" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def lasting_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """For tests that undo by themselves what they do."""
    with until_the_end(django_db_blocker):
        yield build(Cast())


@pytest.fixture
def world(lasting_world: World, db: None) -> World:
    """The world for one test: pytest-django rolls back to how it was before."""
    return lasting_world
