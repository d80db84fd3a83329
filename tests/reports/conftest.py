"""Who opens the pages of reports. Django is not loaded before somebody does: the pure rooms' tests run without it."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client as Browser

    from tests.cast import Cast


@pytest.fixture
def treasurer(cast: "Cast") -> "Browser":
    """The browser of the association's treasurer."""
    from tests.browsing import browser

    return browser(cast.treasurer)


@pytest.fixture
def officer(cast: "Cast") -> "Browser":
    """The browser of the municipality's officer."""
    from tests.browsing import browser

    return browser(cast.officer)
