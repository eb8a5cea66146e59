"""The command `kotae watch`: sources that change are built anew, in a process of its own, and told of in a line."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import BusyError, StoreError
from service.commands.options import BUILD, building, example, takes
from service.settings import Settings, load

if TYPE_CHECKING:
    from index.generation import Manifest
    from service.upkeep.jobs import Job

#: Seconds between two looks at a running rebuild, and between two tries where another one runs.
_FOLLOW = 0.1
#: So many sources are named in a line.
_NAMED = 4

Say = Callable[[str], None]


@click.command(epilog=example("kotae watch", "kotae watch notes/ report.pdf"))
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(path_type=Path))
@click.option("--beside", is_flag=True, hidden=True, help="Stop when standard input ends.")
@takes(*BUILD)
def watch(sources: tuple[Path, ...], beside: bool, **options: str | None) -> None:
    """Rebuild the index whenever a source changes; a running service takes each new one over."""
    settings = load(options)
    stop = threading.Event()
    if beside:
        threading.Thread(target=_stop_at_end, args=(stop,), daemon=True).start()
    keeper = Keeper(replace(settings, sources=sources or settings.sources), stop, _say)
    with suppress(KeyboardInterrupt):
        keeper.keep()


def _stop_at_end(stop: threading.Event) -> None:
    """Stop once whoever started us is gone, however it went."""
    sys.stdin.buffer.read()
    stop.set()


def _say(line: str) -> None:
    from service.commands.terminal import visible  # noqa: PLC0415 - as in the other commands

    click.echo(f"{time.strftime('%H:%M:%S')} {visible(line)}")
    sys.stdout.flush()


@contextmanager
def beside(settings: Settings) -> Iterator[None]:
    """Watch from a process beside this one, for as long as this one lives."""
    command = [sys.executable, "-P", "-m", "service.commands.cli", "watch", "--beside", *building(settings)]
    owner, process = os.getpid(), subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 - our own program
    try:
        yield
    finally:
        if os.getpid() == owner:  # a worker ends here too
            assert process.stdin is not None
            process.stdin.close()
            process.wait()


class Keeper:
    """Keeps the index of a store up to date with its sources, and says what it did in a line."""

    def __init__(self, settings: Settings, stop: threading.Event, say: Say) -> None:
        from index.store import Store  # noqa: PLC0415
        from service.upkeep.jobs import Jobs  # noqa: PLC0415
        from service.upkeep.standby import Standby  # noqa: PLC0415

        self._standby = Standby()

        self._settings, self._stop, self._say = settings, stop, say
        self._store, self._jobs = Store(settings.store), Jobs(settings.store)
        self._failed = False

    def keep(self) -> None:
        """Build what is stale, then whatever changes; returns when told to stop."""
        from service.upkeep.watcher import Watcher  # noqa: PLC0415

        watcher = Watcher(self._settings.sources, self._stop)
        with closing(self._standby):
            self.rebuild()
            self._standby.prepare()
            if not self._failed:
                self._say(f"watching {', '.join(map(str, self._settings.sources))} (Ctrl-C stops it)")
            for _ in watcher.changes():
                self.rebuild()
                self._standby.prepare()

    def rebuild(self) -> None:
        """Build, and tell how it went; where it failed, what was served before goes on."""
        began = time.monotonic()
        try:
            before = self._store.current_id()
            job = self._run()
        except StoreError as error:
            self._failed = True
            self._say(str(error))
            return
        if job is None:
            return
        if job.state != "succeeded":
            served = f"generation {before} is still served" if before else "nothing is served yet"
            self._say(f"{job.error} ({served})")
        elif job.generation != before:
            self._say(f"{self._news(before, job.generation)}, in {time.monotonic() - began:.1f} s")
        elif self._failed:
            self._say(f"all is well again: generation {before} is served")
        self._failed = job.state != "succeeded"

    def _run(self) -> Job | None:
        """One rebuild from start to end; None where we were told to stop meanwhile."""
        from service.upkeep.rebuilding import command  # noqa: PLC0415

        words, job = command(self._settings, force=False), None
        while not self._stop.is_set():
            # Somebody else's rebuild may have begun before the change: ours comes after it.
            with suppress(BusyError):
                job = self._jobs.read(job.id) if job else self._jobs.start(words, self._standby.spawn)
            if job is not None and job.finished:
                return job
            self._stop.wait(_FOLLOW)
        return None

    def _news(self, before: str | None, after: str | None) -> str:
        from service.commands.terminal import counted  # noqa: PLC0415

        known = {manifest.id: manifest for manifest in self._store.history()}
        new = known.get(after or "")
        if new is None:  # pruned, or rolled back from, this moment
            return f"generation {after} is served"
        changed = source_changes(known.get(before or ""), new)
        counts = counted({name: new.counts[name] for name in ("documents", "passages", "facts")})
        return f"{changed}: generation {new.id} with {counts}"


def source_changes(before: Manifest | None, after: Manifest) -> str:
    """Which sources were added, changed and removed, in a few words."""
    old: Mapping[str, str] = {source.id: source.digest for source in before.sources} if before else {}
    new = {source.id: source.digest for source in after.sources}
    told = [f"{name} {'changed' if name in old else 'added'}" for name in new if new[name] != old.get(name)]
    told += [f"{name} removed" for name in old if name not in new]
    if len(told) > _NAMED:
        told = [*told[:_NAMED], f"{len(told) - _NAMED} more"]
    return ", ".join(told) or "built anew"
