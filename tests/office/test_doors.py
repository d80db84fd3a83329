"""What a door has to say of itself, told when the program starts."""

from typing import Any

import pytest

from office.api.views import ReadDoor
from office.known import Asked


def test_a_door_that_can_be_asked_as_it_was_says_how() -> None:
    with pytest.raises(TypeError, match="Forgetful says `as_known`"):

        class Forgetful(ReadDoor):
            as_known = frozenset({"list"})

    class Mindful(ReadDoor):
        as_known = frozenset({"list"})

        def stood(self, rows: Any, asked: Asked) -> Any:
            return rows

    class Younger(Mindful):
        as_known = frozenset({"list", "retrieve"})

    assert Younger.stood is Mindful.stood
