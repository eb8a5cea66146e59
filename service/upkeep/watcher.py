"""Sources that change: noticed however they are edited, and waited for until they have settled.

The system tells of changes at once where it can (inotify and the like, through watchfiles). What it does not
tell, as on network drives, a look at every file finds: as often as costs a fiftieth of one core, at most once
a second. So nothing depends on which events an editor's way of saving makes.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import Change, watch

from corpus.presence import Presence, presence

log = logging.getLogger("kotae")

#: Seconds for which nothing may have changed before sources count as settled.
SETTLE = 0.3
#: Seconds after which sources that never settle are built all the same.
PATIENCE = 10.0
#: Looking at every file takes at most this share of the time, and happens at most once a second.
_LOOK_SHARE, _LOOK_EVERY = 0.02, 1.0


class Watcher:
    """Tells when sources have changed, and which."""

    def __init__(self, sources: Sequence[Path], stop: threading.Event) -> None:
        self._sources, self._stop = sources, stop
        self._took = 0.0
        self._seen = self._look()

    def changes(self) -> Iterator[tuple[Path, ...]]:
        """The files that changed, each time some have, once they have settled; ends when told to stop.

        What changes while the caller is busy is told next.
        """
        for _ in self._wakes():
            now = self._look()
            if now.files != self._seen.files:
                now = self._settled(now)
                changed = self._seen.changes(now)
                self._seen = now
                if changed and not self._stop.is_set():
                    yield changed
            self._seen = now

    def _wakes(self) -> Iterator[None]:
        """Whenever something may have changed; its folders are watched anew where they are others than before."""
        while not self._stop.is_set():
            folders = self._seen.folders
            try:
                for _ in self._events(folders):
                    yield
                    if self._seen.folders != folders:
                        break
            except OSError as error:  # too many folders for the system, or one that is gone already
                log.debug("watching by looking alone: %s", error)
                self._stop.wait(self._pause())
                yield

    def _events(self, folders: frozenset[Path]) -> Iterator[set[tuple[Change, str]]]:
        return watch(
            *sorted(folders),
            watch_filter=None,
            step=50,
            stop_event=self._stop,
            rust_timeout=round(self._pause() * 1000),
            yield_on_timeout=True,
            recursive=False,
            ignore_permission_denied=True,
        )

    def _pause(self) -> float:
        return max(_LOOK_EVERY, self._took / _LOOK_SHARE)

    def _look(self) -> Presence:
        began = time.perf_counter()
        found = presence(self._sources)
        self._took = time.perf_counter() - began
        return found

    def _settled(self, now: Presence) -> Presence:
        """What there is once nothing has changed for a while."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and not self._stop.wait(SETTLE):
            later = self._look()
            if later.files == now.files:
                return later
            now = later
        return now
