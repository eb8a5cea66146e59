"""The folder of generations, and which of them is served.

current.json             {"current": id, "published": [ids, last served last]}: replaced in one step
generations/<id>/        finished, never changed
encoders/<digest>/       the encoder as ONNX, shared by generations
drafts/<id>.<pid>/       being written; left over only where a builder died
memo.sqlite              what builders worked out, for the next to take over; may be deleted
lock                     held by the one builder; the system lets go of it when a builder dies
current.lock             held by whoever changes current.json, for as long as that takes
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from corpus.errors import BusyError, DamagedError, KotaeError, NoIndexError, NotFoundError, StoreError
from index.durable import sync
from index.holding import remove_unheld
from index.layout import FORMAT
from index.pointer import Pointer

if TYPE_CHECKING:
    from index.generation import Generation, Manifest

T = TypeVar("T")


class Store:
    """The generations under one folder. Reading needs no lock; publishing replaces one small file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current_id(self) -> str | None:
        """The name of the served generation, or None before the first build. Costs one small read."""
        return self._pointer().current

    def is_readable(self) -> bool:
        """Whether a generation that was served has the layout that this version reads; opens none, so costs little.

        False before the first build, and where all of them are another version's. Raises DamagedError.
        """
        return any(self._format(name) == FORMAT for name in self._pointer().served)

    def _format(self, name: str) -> object:
        try:
            return json.loads((self._generation(name) / "manifest.json").read_text("utf-8"))["format"]
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def current(self) -> Generation:
        """The served generation, opened and checked. Raises NoIndexError, or DamagedError."""
        name = self.current_id()
        if name is None:
            raise NoIndexError(str(self.folder))
        return self.published(name)

    def published(self, name: str) -> Generation:
        """A generation that was published, opened and checked: DamagedError also where it isn't there any more."""
        try:
            return self.open(name)
        except NotFoundError as error:
            raise DamagedError(name, "its folder isn't there any more") from error

    def last_good(self, opened: Callable[[str], T]) -> tuple[T, KotaeError | None]:
        """What `opened` makes of the served generation's name; where it can't, of the last one's before it that it can.

        With that comes why it isn't the served one. Raises what `opened` raised for that where none can be had,
        and NoIndexError before the first.
        """
        reason: KotaeError | None = None
        try:
            names = self._pointer().served
        except DamagedError as error:
            names, reason = self._lying(), error
        for name in reversed(names):
            try:
                return opened(name), reason
            except KotaeError as error:
                reason = reason or error
        raise reason or NoIndexError(str(self.folder))

    def open(self, name: str) -> Generation:
        """The generation called `name`, opened and checked. Raises NotFoundError, or DamagedError."""
        # Imported here: a server looks at its store before it forks, and ONNX Runtime doesn't outlive a fork.
        from index.generation import open_generation  # noqa: PLC0415

        folder = self._generation(name)
        if not folder.is_dir():
            raise NotFoundError("generation", name)
        return open_generation(folder)

    def history(self) -> tuple[Manifest, ...]:
        """Manifests of the published generations that lie here and can be read, the latest first."""
        from index.generation import read_manifest  # noqa: PLC0415 - as in `open`

        found: list[Manifest] = []
        for name in reversed(self._pointer().published):
            with suppress(DamagedError):
                found.append(read_manifest(self._generation(name)))
        return tuple(found)

    def resolve(self, name: str) -> str:
        """The generation that a person means: by its id, the beginning of it, "current" or "previous".

        Raises NotFoundError where there is none, or several begin like that; NoIndexError before the first.
        """
        pointer = self._pointer()
        if name in ("current", "previous") and pointer.current is None:
            raise NoIndexError(str(self.folder))
        if name == "current" and pointer.current:
            return pointer.current
        if name == "previous":
            return _previous(pointer)
        folder = self.folder / "generations"
        lying = [path.name for path in folder.iterdir() if self.has(path.name)] if folder.is_dir() else []
        found = [one for one in lying if one.startswith(name) and name]
        if name not in lying and len(found) != 1:
            raise NotFoundError("one generation" if found else "generation", name)
        return name if name in lying else found[0]

    def has(self, name: str) -> bool:
        """Whether a finished generation of that name lies here."""
        return name.isalnum() and (self._generation(name) / "manifest.json").is_file()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only builder. Raises BusyError at once where another one is at work.

        What dead builders left behind is removed.
        """
        with self._lock_file("lock") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError("another build is running: wait for it to end") from None
            self._sweep()
            yield

    @contextmanager
    def draft(self, name: str) -> Iterator[Path]:
        """A new folder to write `name` into; it is removed unless it was moved to its place."""
        folder = self.folder / "drafts" / f"{name}.{os.getpid()}"
        self._make(folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, name: str, draft: Path | None = None, *, keep: int = 5) -> None:
        """Serve the generation `name` from now on; first move it in from its draft, where one is given.

        All but this one and the `keep` - 1 that were served last before it are removed then, unless somebody has
        them open; the one before it never is.
        """
        if draft is not None:
            self._move_in(draft, self._generation(name))
        elif not self.has(name):
            raise NotFoundError("generation", name)
        with self._changing():
            kept = (*(old for old in self._served() if old != name), name)[-max(keep, 2) :]
            self._point(Pointer(name, kept))
            for left in self.folder.glob(".current.json.*"):
                left.unlink(missing_ok=True)  # by one who died while changing it, or this wouldn't be our turn
            for folder in self._generation(name).parent.iterdir():
                if folder.name not in kept:
                    remove_unheld(folder)

    def keep(self, name: str, draft: Path) -> None:
        """Move a generation in from its draft without serving it; the next one that is published removes it."""
        self._move_in(draft, self._generation(name))

    def publish_encoder(self, digest: str, draft: Path) -> None:
        """Move the exported encoder of that digest in from its draft."""
        self._move_in(draft, self.encoder_folder(digest))

    def rollback(self, name: str | None = None) -> str:
        """Serve an earlier generation again: the one called `name`, or the one published before the current.

        Returns its name. Raises NotFoundError where there is none, DamagedError where it can't be served.
        """
        with self._changing():
            pointer = self._pointer()
            name = name or _previous(pointer)
            self.open(name)
            self._point(Pointer(name, pointer.published))
        return name

    def encoder_folder(self, digest: str) -> Path:
        """Where the exported form of the encoder with that digest lies, or will."""
        return self.folder / "encoders" / digest[:16]

    @property
    def memo(self) -> Path:
        """Where builders keep what they worked out."""
        return self.folder / "memo.sqlite"

    def _generation(self, name: str) -> Path:
        if not name.isalnum():
            raise NotFoundError("generation", name)
        return self.folder / "generations" / name

    def _pointer(self) -> Pointer:
        return Pointer.read(self.folder / "current.json")

    def _served(self) -> tuple[str, ...]:
        """The published generations, those served last last; where current.json is damaged, all that lie here."""
        try:
            return self._pointer().served
        except DamagedError:
            return self._lying()

    def _lying(self) -> tuple[str, ...]:
        """The generations that lie here and can be read, by when they were built."""
        from index.generation import read_manifest  # noqa: PLC0415 - as in `open`

        folder, found = self.folder / "generations", []
        for path in folder.iterdir() if folder.is_dir() else ():
            with suppress(DamagedError):
                found.append(read_manifest(path))
        return tuple(manifest.id for manifest in sorted(found, key=lambda one: one.built_at))

    def _point(self, pointer: Pointer) -> None:
        try:
            pointer.write(self.folder / "current.json")
        except OSError as error:
            raise self._unwritable(error) from error

    def _sweep(self) -> None:
        """Remove what dead builders left; a folder that one had taken away to replace it goes back to its place."""
        drafts = self.folder / "drafts"
        for old in drafts.glob("*.old"):
            name = old.name.split(".")[0]
            place = self._generation(name) if (old / "manifest.json").is_file() else self.encoder_folder(name)
            if not place.exists():
                old.rename(place)
        shutil.rmtree(drafts, ignore_errors=True)

    def _move_in(self, draft: Path, target: Path) -> None:
        for path in (*draft.rglob("*"), draft):
            sync(path)
        self._make(target.parent)
        if target.exists():  # damaged, or built again by force
            doomed = draft.with_name(f"{draft.name}.old")
            target.rename(doomed)
            try:
                draft.rename(target)
            except BaseException:
                doomed.rename(target)
                raise
            shutil.rmtree(doomed, ignore_errors=True)
        else:
            draft.rename(target)
        sync(target.parent)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Be the only one who changes what is served. Waits for its turn, which is short."""
        with self._lock_file("current.lock") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _lock_file(self, name: str) -> IO[str]:
        self._make(self.folder)
        try:
            return (self.folder / name).open("a", encoding="ascii")
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(
            f"{self.folder} can't be written to ({error.strerror or error}): "
            "make room there, or set KOTAE_STORE to a folder of yours"
        )

    @staticmethod
    def _make(folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{folder} can't be made ({error.strerror}): set KOTAE_STORE to a folder of yours"
            ) from error


def _previous(pointer: Pointer) -> str:
    if pointer.previous is None:
        raise NotFoundError("earlier generation", pointer.current or "none")
    return pointer.previous
