"""The municipalities of Umeåregionen, for whoever tests what they share."""

import pytest

from office.models import Organization
from tests.agreements.region import municipalities, seventh


@pytest.fixture
def members(db: None) -> dict[str, Organization]:
    """The six of 2013, by their codes."""
    return municipalities()


@pytest.fixture
def newcomer(db: None) -> Organization:
    """The seventh, which has not joined."""
    return seventh()
