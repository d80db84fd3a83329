"""A real clamd looks at a file; what it finds, and that it does not answer, are told in different words."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import clamd_url
from office.refusals import Refused
from office.services import scanning
from tests.clamd import EICAR, running


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    with running(tmp_path_factory.mktemp("clamd"), EICAR, most="1M") as addresses:
        yield addresses


def refused(content: bytes) -> tuple[int, str]:
    with pytest.raises(Refused) as told:
        scanning.refuse_infected(content)
    (refusal,) = told.value.refusals
    return told.value.status, refusal.code


@pytest.mark.parametrize("which", [0, 1])
def test_what_it_finds_and_what_it_does_not(daemon: tuple[str, str], which: int, settings: Any) -> None:
    settings.CLAMD_URL = daemon[which]
    scanning.refuse_infected(b"%PDF-1.7" + b" " * 200_000)
    scanning.refuse_infected(b"")
    with pytest.raises(Refused) as told:
        scanning.refuse_infected(EICAR)
    (refusal,) = told.value.refusals
    assert (told.value.status, refusal.code, refusal.path) == (422, "upload.infected", "file")
    assert refusal.actual == "Eicar-Test-0.UNOFFICIAL"


def test_a_file_that_it_does_not_take_is_not_scanned(daemon: tuple[str, str], settings: Any) -> None:
    settings.CLAMD_URL = daemon[0]
    assert refused(b"x" * 3_000_000) == (503, "upload.not_scanned")


@pytest.mark.parametrize("url", ["unix:///nowhere/clamd.ctl", "tcp://127.0.0.1:1"])
def test_one_that_is_not_there_refuses_in_other_words(settings: Any, url: str) -> None:
    settings.CLAMD_URL = url
    assert refused(b"x") == (503, "upload.not_scanned")


@pytest.mark.parametrize("answer", [b"", b"stream: OK and more\0", b"x" * 5000])
def test_what_is_no_answer_is_no_scan(settings: Any, answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.getsockname()[1]}"

        def reply() -> None:
            wire = server.accept()[0]
            with wire:
                heard = b""
                while not heard.endswith(bytes(4)):
                    heard += wire.recv(1000)
                wire.sendall(answer)

        thread = threading.Thread(target=reply)
        thread.start()
        assert refused(b"x") == (503, "upload.not_scanned")
        thread.join()


def test_without_an_address_nothing_is_asked(settings: Any) -> None:
    settings.CLAMD_URL = ""
    scanning.refuse_infected(EICAR)


@pytest.mark.parametrize("url", ["", "tcp://127.0.0.1:3310", "tcp://[::1]:3310", "unix:///run/clamav/clamd.ctl"])
def test_addresses_that_it_can_have(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CLAMD_URL", url)
    assert clamd_url() == url


@pytest.mark.parametrize("url", ["127.0.0.1:3310", "tcp://clamd", "tcp://a:b", "unix://clamd.ctl", "http://a:1"])
def test_an_address_that_cannot_be_stops_the_start(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CLAMD_URL", url)
    with pytest.raises(ImproperlyConfigured, match="CLAMD_URL"):
        clamd_url()
