"""What several commands take, and how their help ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from service.settings import SETTINGS, Settings

_F = TypeVar("_F", bound=Callable[..., Any])

#: Settings that every command with an index takes.
INDEX = ("store", "log_level")
#: Those that a build goes by.
BUILD = ("fetch", "store", "model", "index", "keep", "gate", "reader", "log_level")
#: Those of every command that asks the index something.
ASKING = (*INDEX, "reader")
#: Those of every command that answers.
ANSWERING = (
    *ASKING, "threshold", "generation_url", "generation_model", "generation_key", "generation_seconds",
)  # fmt: skip

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


def takes(*fields: str) -> Callable[[_F], _F]:
    """The command-line options of these settings."""

    def add(command: _F) -> _F:
        for setting in reversed(SETTINGS):
            if setting.field in fields:
                said = f"{setting.help}  [env: {setting.variable}]"
                form: dict[str, Any] = {"metavar": setting.metavar}
                if setting.flag:
                    form = {"is_flag": True, "flag_value": "on", "default": None}
                command = click.option(setting.option, setting.field, help=said, **form)(command)
        return command

    return add


def building(settings: Settings) -> list[str]:
    """The words that make a command in another process build by these settings."""
    gate = "off" if settings.gate is None else str(settings.gate)
    words = ["--store", str(settings.store), "--model", settings.model, "--keep", str(settings.keep), "--gate", gate]
    words += ["--reader", settings.reader] if settings.reader else []
    return [*words, "--fetch", " ".join(settings.fetch), "--", *map(str, settings.sources)]


def example(*lines: str) -> str:
    """What a command's help ends in."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
