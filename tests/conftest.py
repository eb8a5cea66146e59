"""Fixtures that more than one test module takes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, chromium
from hypothesis import settings
from standin import StandIn

from index.store import Store

DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"

# A busy machine is no fault of the code under test.
settings.register_profile("kotae", deadline=None)
settings.load_profile("kotae")


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def browser(_chromium: Browser) -> Iterator[Browser]:
    """Chromium with nothing left over; the test fails where the console complained."""
    _chromium.reset()
    yield _chromium
    assert _chromium.complaints() == []


@pytest.fixture
def standin() -> Iterator[StandIn]:
    """A service that replies what the test says."""
    with StandIn() as started:
        yield started


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The shipped document in a store, built once with the real model, and with the network out of reach."""
    from index.build import build  # noqa: PLC0415 - slow, and few tests need it

    store = Store(tmp_path_factory.mktemp("shipped"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setattr(socket.socket, "connect", _refuse)
        build([DOCUMENTS], store, "all-MiniLM-L6-v2")
    return store


def _refuse(*address: object) -> None:
    raise AssertionError(f"a connection to {address[1:]}")
