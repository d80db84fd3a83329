"""Which language is in force."""

import pytest
from django.utils import translation

from office.language import current_language


@pytest.mark.parametrize(("in_force", "told"), [("sv", "sv"), ("en", "en"), (None, "sv")])
def test_it_is_swedish_unless_english_is_asked_for(in_force: str | None, told: str) -> None:
    with translation.override(in_force):
        assert current_language() == told
