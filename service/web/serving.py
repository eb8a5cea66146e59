"""The searcher being served: one snapshot a request, swapped when a new generation is published."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from corpus.errors import DamagedError, KotaeError, NoIndexError
from index.searcher import Searcher
from index.store import Store
from service.metrics import BUILT_AT

log = logging.getLogger("kotae")

#: Seconds between two looks at what the store calls current: the look is one small file read.
LOOK_EVERY = 0.25
#: Seconds until a generation that couldn't be opened is tried again.
TRY_AGAIN = 5.0


#: Opens a store's generation of that name; of the searcher that serves now, it may take over what is alike.
Open: TypeAlias = Callable[[Store, str, Searcher | None], Searcher]


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A generation that couldn't be opened, and why."""

    name: str | None
    error: KotaeError
    at: float

    def holds(self, name: str) -> bool:
        """Whether `name` needn't be tried yet: it may have been repaired under its old name."""
        return name == self.name and time.monotonic() - self.at < TRY_AGAIN


class Serving:
    """Which searcher answers now.

    A request takes one `snapshot` and keeps it to its end, so that a swap never mixes two generations.
    Whoever notices a new generation opens it; everyone else goes on with the old one meanwhile. Of one that can't
    be opened the log and `trouble` tell; the old one stays or, at the start, the last good one before it is opened.
    """

    def __init__(self, store: Store, open_searcher: Open = Searcher.open) -> None:
        self._store = store
        self._open = open_searcher
        self._searcher: Searcher | None = None
        self._refusal: _Refusal | None = None
        self._looked = float("-inf")
        self._swap = threading.Lock()
        self._stopped = threading.Event()

    @classmethod
    def fixed(cls, searcher: Searcher, store: Store) -> Serving:
        """Serve this one for good, whatever the store says."""
        serving = cls(store, lambda *_: searcher)
        serving._searcher = searcher
        serving._looked = float("inf")
        return serving

    def snapshot(self) -> Searcher:
        """The searcher for one request. Raises NoIndexError before the first generation, and StoreError
        or ModelError where there is one that can't be opened and none from before.
        """
        if time.monotonic() - self._looked >= LOOK_EVERY:
            self.refresh(wait=self._searcher is None)
        if self._searcher is not None:
            return self._searcher
        raise self._refusal.error if self._refusal else NoIndexError(str(self._store.folder))

    @property
    def trouble(self) -> str | None:
        """Why what was published last isn't what is served; None where it is."""
        return str(self._refusal.error) if self._refusal else None

    def refresh(self, *, wait: bool = True) -> None:
        """Open what the store calls current, if it is another; without `wait`, unless somebody else does."""
        if self._looked == float("inf") or not self._swap.acquire(blocking=wait):
            return
        try:
            self._swap_in()
        finally:
            self._looked = time.monotonic()
            self._swap.release()

    def follow(self, meet: Callable[[Searcher], object] = lambda searcher: None) -> None:
        """Open what is current, then look for new generations from a thread, so that no request has to.

        The thread lets `meet` work out whatever it wants to know of each, before somebody asks for it.
        """
        self.refresh()
        threading.Thread(target=self._watch, args=(meet,), name="kotae-follow", daemon=True).start()

    def stop(self) -> None:
        """End the thread that follows."""
        self._stopped.set()

    def _watch(self, meet: Callable[[Searcher], object]) -> None:
        met = None
        while not self._stopped.wait(LOOK_EVERY / 2):
            self.refresh()
            if self._searcher is not None and self._searcher is not met:
                met = self._searcher
                try:
                    meet(met)
                except Exception:
                    log.exception("looking at generation %s", self._served())

    def _swap_in(self) -> None:
        name = None
        try:
            name = self._store.current_id()
            if name is None or (self._refusal and self._refusal.holds(name)):
                return
            if name != self._served():
                self._take(self._opened(name))
            self._refusal = None
        except KotaeError as error:
            if self._searcher is None:
                with suppress(KotaeError):
                    self._take(self._store.last_good(self._opened)[0])
            self._refuse(name, error)

    def _opened(self, name: str) -> Searcher:
        try:
            return self._open(self._store, name, self._searcher)
        except KotaeError:
            raise
        except Exception as error:
            log.debug("opening %s", name, exc_info=True)
            raise DamagedError(name, f"it can't be opened: {error}") from error

    def _take(self, searcher: Searcher) -> None:
        self._searcher = searcher
        BUILT_AT.set(searcher.generation.built_at.timestamp())
        log.info("serving generation %s", self._served())

    def _served(self) -> str | None:
        return self._searcher.generation.id if self._searcher else None

    def _refuse(self, name: str | None, error: KotaeError) -> None:
        if self._refusal is None or str(self._refusal.error) != str(error):
            log.error("what is published can't be served, %s is instead: %s", self._served() or "nothing", error)
        self._refusal = _Refusal(name, error, time.monotonic())
