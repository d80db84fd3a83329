"""The world that the contract tests ask about: made once a module; what a test does to it is rolled back."""

import pytest

from tests.cast import Cast
from tests.contracts.world import World, build


@pytest.fixture(scope="module")
def lasting_world(lasting: None) -> World:
    """For tests that undo by themselves what they do."""
    return build(Cast())


@pytest.fixture
def world(lasting_world: World, db: None) -> World:
    """The world for one test: pytest-django rolls back to how it was before."""
    return lasting_world
