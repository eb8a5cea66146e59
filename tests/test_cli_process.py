"""The commands in processes of their own: what they read, where their output goes, and how they are interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest


def shell(*words: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "service.commands.cli", *words]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **options)


@pytest.fixture
def elsewhere(published: Path) -> dict[str, str]:
    """The environment of a process that looks at the harbour's store."""
    return {**os.environ, "KOTAE_STORE": str(published)}


def test_a_question_is_read_from_standard_input(elsewhere: dict[str, str]) -> None:
    refused = shell("ask", "-", input=b"When?\xff", env=elsewhere)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.endswith(b"standard input is not UTF-8.\n")


def test_a_reader_that_has_had_enough_is_no_error(elsewhere: dict[str, str]) -> None:
    command = f"{sys.executable} -m service.commands.cli facts | head -0; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, env=elsewhere, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full"])
@pytest.mark.parametrize("command", ["facts", "generations --json"])
def test_output_that_cannot_be_written_is_told(elsewhere: dict[str, str], command: str, redirection: str) -> None:
    words = f"{sys.executable} -m service.commands.cli {command} {redirection}"
    ended = subprocess.run(["bash", "-c", words], capture_output=True, env=elsewhere, check=False)
    assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1)
    assert ended.stderr.startswith(b"kotae: the output can't be written: ")


def test_an_interrupted_command_ends_with_130(elsewhere: dict[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "service.commands.cli", "ask", "-"],
        env=elsewhere,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode in (130, -signal.SIGINT)  # a shell tells 130 for either
    assert err == b""


def test_text_goes_out_whatever_the_locale(elsewhere: dict[str, str]) -> None:
    odd = {
        **elsewhere,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    ended = shell("facts", env=odd)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "–".encode() in ended.stdout
