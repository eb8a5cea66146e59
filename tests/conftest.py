"""Fixtures that more than one test module takes."""

from __future__ import annotations

import shutil
import signal
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import Browser, chromium
from harbour import publish
from hypothesis import settings
from standin import StandIn

from index.store import Store

if TYPE_CHECKING:
    from pier import Run

DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"

# What a shell starts in the background ignores interrupts, and so would all that the tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

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


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one generation."""
    folder = tmp_path_factory.mktemp("store")
    publish(Store(folder), "gen1")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "store")


@pytest.fixture(scope="session")
def _three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from harbour import publish  # noqa: PLC0415 - slow, and few tests need it

    store = Store(tmp_path_factory.mktemp("three"))
    for name in "abc":
        publish(store, name)
    return store.folder


@pytest.fixture
def three(store: Store, _three: Path) -> Store:
    """A store in which the generations a, b and c were published, in this order."""
    shutil.copytree(_three, store.folder)
    return store


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder of two small sources."""
    from pier import write_sources  # noqa: PLC0415 - as above

    write_sources(tmp_path / "sources")
    return tmp_path / "sources"


@pytest.fixture
def run(tmp_path: Path, sources: Path, store: Store) -> Run:
    """Build those sources into that store, with the words' encoder."""
    from pier import ENCODER  # noqa: PLC0415 - as above

    from index.build import build  # noqa: PLC0415 - as above

    model = tmp_path / "model"
    model.mkdir()
    (model / "model.safetensors").write_bytes(b"words")
    return partial(build, [sources], store, str(model), encoder=ENCODER)


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
