"""Everything that Kotae may say went wrong; each message says what to do.

KotaeError
├── SourceError        a source can't be read, or holds nothing to answer from
├── ModelError         an encoder can't be loaded, or isn't the one it claims to be
├── StoreError         the folder of generations can't be used
│   ├── NoIndexError   nothing was built yet
│   ├── DamagedError   a generation's files aren't those that were written
│   └── BusyError      another build is running
├── RejectedError      a build answers its gold questions worse than what is served
├── NotFoundError      no document, passage, fact or generation of that name
├── QueryError         a question or a filter that can't be asked
└── SettingError       a setting has a value that it can't have
"""

from __future__ import annotations


class KotaeError(Exception):
    """Something that a person can act upon: `str(error)` is one sentence for them."""


class SourceError(KotaeError):
    """A source can't be read, or holds nothing to answer from."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class ModelError(KotaeError):
    """An encoder can't be loaded, or isn't the one it claims to be."""


class StoreError(KotaeError):
    """The folder of generations can't be used."""


class NoIndexError(StoreError):
    """Nothing was built yet."""

    def __init__(self, store: str) -> None:
        super().__init__(f"no index in {store} yet: run `kotae build`")
        self.store = store


class DamagedError(StoreError):
    """A generation's files aren't those that were written."""

    def __init__(self, generation: str, reason: str) -> None:
        super().__init__(f"generation {generation} is damaged ({reason}): run `kotae build --force`")
        self.generation = generation
        self.reason = reason


class BusyError(StoreError):
    """Another build is running."""


class RejectedError(KotaeError):
    """A build answers its gold questions worse than what is served; it is kept, and not served."""

    def __init__(self, generation: str, reason: str, failing: tuple[str, ...]) -> None:
        super().__init__(
            f"generation {generation} is kept but not served, since {reason}: mend the sources or their "
            "questions.jsonl, or serve it all the same with `kotae build --force`"
        )
        self.generation = generation
        self.reason = reason
        #: The questions that now go wrong, a line each.
        self.failing = failing


class NotFoundError(KotaeError):
    """No document, passage, fact or generation of that name."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"no {kind} is called {name!r}")
        self.kind = kind
        self.name = name


class QueryError(KotaeError):
    """A question or a filter that can't be asked; `field` names the part at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class SettingError(KotaeError):
    """A setting has a value that it can't have; `name` is its environment variable."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message
