"""The searcher being served: one snapshot a request, swapped when a new generation is published."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from corpus.errors import KotaeError, NoIndexError
from index.searcher import Searcher
from index.store import Store
from service.metrics import BUILT_AT

log = logging.getLogger("kotae")

#: Seconds between two looks at what the store calls current: the look is one small file read.
LOOK_EVERY = 0.25


class Serving:
    """Which searcher answers now.

    A request takes one `snapshot` and keeps it to its end, so that a swap never mixes two generations.
    Whoever notices a new generation opens it; everyone else goes on with the old one meanwhile. A generation
    that can't be opened is logged and the old one stays.
    """

    def __init__(self, store: Store, open_searcher: Callable[[Store], Searcher] = Searcher.open) -> None:
        self._store = store
        self._open = open_searcher
        self._searcher: Searcher | None = None
        self._refused: str | None = None
        self._looked = float("-inf")
        self._swap = threading.Lock()

    @classmethod
    def fixed(cls, searcher: Searcher, store: Store) -> Serving:
        """Serve this one for good, whatever the store says."""
        serving = cls(store, lambda _: searcher)
        serving._searcher = searcher
        serving._looked = float("inf")
        return serving

    def snapshot(self) -> Searcher:
        """The searcher for one request. Raises NoIndexError before the first generation, and StoreError
        or ModelError where there is one that can't be opened and none from before.
        """
        if self._searcher is None or time.monotonic() - self._looked >= LOOK_EVERY:
            self.refresh(wait=self._searcher is None)
        if self._searcher is None:
            raise NoIndexError(str(self._store.folder))
        return self._searcher

    def refresh(self, *, wait: bool = True) -> None:
        """Open what the store calls current, if it is another; without `wait`, unless somebody else does."""
        if self._looked == float("inf") or not self._swap.acquire(blocking=wait):
            return
        try:
            self._looked = time.monotonic()
            self._swap_in(self._store.current_id())
        finally:
            self._swap.release()

    def follow(self) -> None:
        """Look for new generations from a thread of its own, so that no request waits for one to open."""
        threading.Thread(target=self._watch, name="kotae-follow", daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(LOOK_EVERY / 2)
            try:
                self.refresh()
            except KotaeError:
                log.debug("no generation to serve", exc_info=True)
            except Exception:
                log.exception("looking for a new generation failed")

    def _swap_in(self, name: str | None) -> None:
        served = self._searcher.generation.id if self._searcher else None
        if name is None or name == served or (served and name == self._refused):
            return
        try:
            searcher = self._open(self._store)
        except (KotaeError, OSError) as error:
            if served is None:
                raise
            self._refused = name
            log.error("generation %s can't be opened, %s stays: %s", name, served, error)  # noqa: TRY400 - the sentence is enough
            return
        self._searcher, self._refused = searcher, None
        BUILT_AT.set(searcher.generation.built_at.timestamp())
        log.info("serving generation %s", searcher.generation.id)
