"""The data folder's secret key: made once, kept, and read whole by programs that start at the same moment."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import secret_key


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    return tmp_path


def test_programs_that_start_at_once_have_one_key(
    folder: Path, at_once: Callable[[Sequence[Callable[[], Any]]], list[Any]]
) -> None:
    for number in range(20):
        fresh = folder / str(number)
        fresh.mkdir()
        keys = at_once([lambda fresh=fresh: secret_key(fresh)] * 8)  # type: ignore[misc]
        assert len(set(keys)) == 1
        assert len(keys[0]) >= 32
        assert [path.name for path in fresh.iterdir()] == ["secret_key"]


def test_it_is_kept_and_nobody_else_may_read_it(folder: Path) -> None:
    assert secret_key(folder) == secret_key(folder)
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_one_that_is_given_is_used_and_none_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a" * 50)
    assert secret_key(folder) == "a" * 50
    assert list(folder.iterdir()) == []


def test_half_a_key_stops_the_start(folder: Path) -> None:
    (folder / "secret_key").write_text("half")
    with pytest.raises(ImproperlyConfigured, match="no usable key"):
        secret_key(folder)
