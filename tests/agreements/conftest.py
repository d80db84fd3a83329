"""The municipalities of Umeåregionen, for whoever tests what they share. Django is not loaded before somebody does: the
pure rooms' tests run without it.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from office.models import Organization


@pytest.fixture
def members(db: None) -> "dict[str, Organization]":
    """The six of 2013, by their codes."""
    from tests.agreements.region import municipalities

    return municipalities()


@pytest.fixture
def newcomer(db: None) -> "Organization":
    """The seventh, which has not joined."""
    from tests.agreements.region import seventh

    return seventh()
