"""Tests have room for their calls: none of them takes memory from the system, and returns it, call by call."""

import resource
from collections.abc import Callable


def _down(depth: int, work: Callable[[], None]) -> None:
    """Work at a depth of calls."""
    if depth:
        _down(depth - 1, work)
    else:
        work()


def _work() -> None:
    for _again in range(50):
        _leaf()


def _leaf() -> None:
    pass


def test_calls_at_any_depth_take_no_memory_again_and_again() -> None:
    def faults() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

    _down(600, _work)  # whatever is taken once has been taken
    before = faults()
    for depth in range(300):
        _down(depth, _work)
    assert faults() - before < 50
