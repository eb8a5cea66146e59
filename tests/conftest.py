"""Fixtures that more than one test module takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import Browser, chromium
from hypothesis import settings
from standin import StandIn

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
