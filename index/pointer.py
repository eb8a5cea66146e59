"""Which generation is served, and which were before it: the one small file that publishing replaces."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DamagedError
from index.durable import replace_file


@dataclass(frozen=True, slots=True)
class Pointer:
    """What current.json says: the served generation, and all that were published, the latest last."""

    current: str | None = None
    published: tuple[str, ...] = ()

    @property
    def served(self) -> tuple[str, ...]:
        """The published generations, those served last last: after a rollback the one gone back to."""
        if self.current is None:
            return ()
        return (*(name for name in self.published if name != self.current), self.current)

    @property
    def previous(self) -> str | None:
        """The generation that was published before the current one; None where there is none."""
        if self.current not in self.published[1:]:
            return None
        return self.published[self.published.index(self.current) - 1]

    @classmethod
    def read(cls, path: Path) -> Pointer:
        """What the file says, or nothing where there is none; DamagedError where it can't be read."""
        try:
            fields = json.loads(path.read_text("utf-8"))
            return cls(_name(fields["current"]), tuple(map(_name, fields["published"])))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedError("current", f"{path} can't be read: {error}") from error

    def write(self, path: Path) -> None:
        """Replace the file in one step."""
        replace_file(path, json.dumps({"current": self.current, "published": list(self.published)}).encode())


def _name(name: object) -> str:
    if isinstance(name, str) and name.isalnum():
        return name
    raise ValueError(f"{name!r} is no generation's name")
