"""The world that the contract tests ask about."""

import pytest

from tests.cast import Cast
from tests.contracts.world import World, build


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast)
