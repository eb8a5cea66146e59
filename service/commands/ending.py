"""How a command ends: its exit status, and one sentence on standard error where it could not be done."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import click

from corpus.errors import KotaeError, QueryError, SettingError

DONE, NOT_DONE, MISUSED, STOPPED = 0, 1, 2, 130


def run(command: click.Command, arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status. Nothing that goes wrong shows a traceback."""
    _guard_output()
    try:
        status = _status(command, sys.argv[1:] if arguments is None else arguments)
        _flush()
    except BrokenPipeError:  # `kotae facts | head -1`: whoever reads has had enough
        status = DONE
        _discard_output()
    except OSError as error:
        _discard_output()
        status = _fail(_of_os(error))
    return status


def _status(command: click.Command, arguments: list[str]) -> int:
    """What `click.Command.main` does, but for its way with broken pipes, which would end in 1."""
    try:
        with command.make_context("kotae", list(arguments)) as context:
            command.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return MISUSED
    except (KeyboardInterrupt, click.Abort):
        return STOPPED
    except KotaeError as error:
        return _fail(str(error), MISUSED if _misused(error) else NOT_DONE)
    except OSError:
        raise
    except Exception as error:  # no traceback may reach a person
        return _fail(f"something went wrong inside ({type(error).__name__}: {error}): please report it")
    return DONE


def _misused(error: KotaeError) -> bool:
    """Whether the command line itself is at fault: a filter, or an option's value."""
    return isinstance(error, QueryError) or (isinstance(error, SettingError) and error.name.startswith("--"))


def _fail(sentence: str, status: int = NOT_DONE) -> int:
    try:
        click.echo("kotae: " + " ".join(sentence.split()), err=True)
    except OSError:
        return status
    return status


def _of_os(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"{error.filename}: {reason}" if error.filename else f"the output can't be written: {reason}"


def _guard_output() -> None:
    """Make standard output take any text; where it is closed, make writing to it fail instead of hitting a
    file that was given its number.
    """
    if sys.stdout is None:
        taken = os.open(os.devnull, os.O_RDONLY)
        sys.stdout = open(taken, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _flush() -> None:
    stream: TextIO | None = sys.stdout
    if stream is not None:
        stream.flush()


def _discard_output() -> None:
    """Let what is still to be written go nowhere, so that the interpreter's own last flush can't fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return
    finally:
        os.close(nowhere)
