"""The folder of generations, and which of them is served.

current.json             {"current": id, "published": [ids, oldest first]}: replaced in one step
generations/<id>/        finished, never changed
encoders/<digest>/       the encoder as ONNX, shared by generations
drafts/<id>.<pid>/       being written; left over only where a builder died
lock                     held by the one builder; the system lets go of it when a builder dies
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BusyError, DamagedError, NoIndexError, NotFoundError, StoreError
from index.generation import Generation, Manifest, open_generation, read_manifest


@dataclass(frozen=True, slots=True)
class _Pointer:
    current: str | None = None
    published: tuple[str, ...] = ()


class Store:
    """The generations under one folder. Reading needs no lock; publishing replaces one small file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current_id(self) -> str | None:
        """The name of the served generation, or None before the first build. Costs one small read."""
        return self._pointer().current

    def current(self) -> Generation:
        """The served generation, opened and checked. Raises NoIndexError, or DamagedError."""
        name = self.current_id()
        if name is None:
            raise NoIndexError(str(self.folder))
        return self.open(name)

    def open(self, name: str) -> Generation:
        """The generation called `name`, opened and checked. Raises NotFoundError, or DamagedError."""
        folder = self._generation(name)
        if not folder.is_dir():
            raise NotFoundError("generation", name)
        return open_generation(folder)

    def history(self) -> tuple[Manifest, ...]:
        """Manifests of the generations that were published and still lie here, the latest first."""
        return tuple(
            read_manifest(self._generation(name))
            for name in reversed(self._pointer().published)
            if self.has(name)
        )

    def has(self, name: str) -> bool:
        """Whether a finished generation of that name lies here."""
        return (self._generation(name) / "manifest.json").is_file()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only builder. Raises BusyError at once where another one is at work."""
        self._make(self.folder)
        with (self.folder / "lock").open("a", encoding="ascii") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError("another build is running: wait for it to end") from None
            yield

    @contextmanager
    def draft(self, name: str) -> Iterator[Path]:
        """A new folder to write the generation `name` into; it is removed unless it was published."""
        folder = self.folder / "drafts" / f"{name}.{os.getpid()}"
        self.sweep()
        self._make(folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what dead builders left behind. Only the holder of the lock may call this."""
        shutil.rmtree(self.folder / "drafts", ignore_errors=True)

    def publish(self, name: str, draft: Path | None = None, *, keep: int = 5) -> None:
        """Serve the generation `name` from now on; first move it in from its draft, where one is given.

        All but the `keep` latest published generations are removed then.
        """
        if draft is not None:
            self._move_in(name, draft)
        elif not self.has(name):
            raise NotFoundError("generation", name)
        published = (*(old for old in self._pointer().published if old != name), name)
        kept = published[-max(keep, 1) :]
        self._point(_Pointer(name, kept))
        for old in set(published) - set(kept):
            shutil.rmtree(self._generation(old), ignore_errors=True)

    def rollback(self, name: str | None = None) -> str:
        """Serve an earlier generation again: the one called `name`, or the one published before the current.

        Returns its name. Raises NotFoundError where there is none, DamagedError where it can't be served.
        """
        pointer = self._pointer()
        if name is None:
            place = pointer.published.index(pointer.current) if pointer.current in pointer.published else 0
            if place == 0:
                raise NotFoundError("earlier generation", pointer.current or "none")
            name = pointer.published[place - 1]
        self.open(name)
        self._point(_Pointer(name, pointer.published))
        return name

    def encoder_folder(self, digest: str) -> Path:
        """Where the exported form of the encoder with that digest lies, or will."""
        return self.folder / "encoders" / digest[:16]

    def _generation(self, name: str) -> Path:
        if not name.isalnum():
            raise NotFoundError("generation", name)
        return self.folder / "generations" / name

    def _pointer(self) -> _Pointer:
        try:
            fields = json.loads((self.folder / "current.json").read_text("utf-8"))
            return _Pointer(fields["current"], tuple(fields["published"]))
        except FileNotFoundError:
            return _Pointer()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedError("current", f"{self.folder / 'current.json'} can't be read: {error}") from error

    def _point(self, pointer: _Pointer) -> None:
        fields = {"current": pointer.current, "published": list(pointer.published)}
        replace_file(self.folder / "current.json", json.dumps(fields).encode())

    def _move_in(self, name: str, draft: Path) -> None:
        target = self._generation(name)
        self._make(target.parent)
        if target.exists():  # damaged, or built again by force
            doomed = draft.with_suffix(".old")
            target.rename(doomed)
            draft.rename(target)
            shutil.rmtree(doomed, ignore_errors=True)
        else:
            draft.rename(target)
        _sync_folder(target.parent)

    @staticmethod
    def _make(folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{folder} can't be made ({error.strerror}): set KOTAE_STORE to a folder of yours"
            ) from error


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step: a reader sees the old bytes or the new, also after a power cut."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    finally:
        with suppress(OSError):
            draft.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
