"""What lies where sources are looked for: enough to tell that something changed, without reading any of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.reading import ASIDE, is_source

#: A file's inode, size, and when its content and its entry were changed; None where it can't be looked at.
Stamp = tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class Presence:
    """The files that a build would read, and the folders in which others could appear."""

    files: Mapping[Path, Stamp]
    folders: frozenset[Path]

    def changes(self, after: Presence) -> tuple[Path, ...]:
        """The files that are new, other or gone in `after`, by name."""
        either = self.files.keys() | after.files.keys()
        missing = object()
        return tuple(sorted(p for p in either if self.files.get(p, missing) != after.files.get(p, missing)))


def presence(sources: Sequence[Path]) -> Presence:
    """What there is now. A source that isn't there is no error: its folder is told, so that it can be waited for."""
    files: dict[Path, Stamp] = {}
    folders: set[Path] = set()
    for source in map(Path.absolute, sources):
        folders.add(_existing(source.parent))
        if source.is_dir():
            for folder, found in _walk(source):
                folders.add(folder)
                files |= found
        else:
            for path in (source, *(source.parent / name for name in ASIDE)):
                files |= _stamped(path)
    # Where a link leads, its target's folder is where it changes.
    folders |= {_existing(Path(os.path.realpath(path)).parent) for path in files if path.is_symlink()}
    return Presence(files, frozenset(folders))


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that there is."""
    return next((path for path in (folder, *folder.parents) if path.is_dir()), Path(folder.anchor))


def _walk(folder: Path) -> Iterator[tuple[Path, dict[Path, Stamp]]]:
    """A folder and those below it, each with its files."""
    found: dict[Path, Stamp] = {}
    below: list[Path] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:  # removed this moment, or closed to us: the build will say
        entries = []
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            below.append(path)
        elif entry.name in ASIDE or is_source(path):
            found |= _stamped(path)
    yield folder, found
    for path in below:
        yield from _walk(path)


def _stamped(path: Path) -> dict[Path, Stamp]:
    """The file with its stamp; nothing where there is no such file."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return {path: None} if path.is_symlink() else {}
    except OSError:
        return {path: None}
    return {path: (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)}
