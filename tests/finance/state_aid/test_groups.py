"""One undertaking: everyone whom dated links join, also through others."""

from finance.state_aid.groups import group_of
from tests.finance.state_aid.book import d, link

LINKS = (link(1, 2), link(3, 2, "2024-01-01", "2025-06-30"), link(4, 5), link(2, 1))


def test_links_join_through_others_while_they_are_in_force() -> None:
    assert group_of(1, LINKS, d("2025-01-01")) == group_of(3, LINKS, d("2025-06-30")) == {1, 2, 3}
    assert group_of(1, LINKS, d("2025-07-01")) == {1, 2}
    assert group_of(3, LINKS, d("2025-07-01")) == {3}
    assert group_of(1, LINKS, d("2023-12-31")) == {1}
