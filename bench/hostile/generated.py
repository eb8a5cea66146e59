"""Requests that schemathesis makes from the service's own description, valid ones and others."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

#: Seconds until a reply counts as missing, on a machine that is busy with something else too.
PATIENCE = 60.0
_CONFIG = Path(__file__).parent / "schemathesis.toml"


@dataclass(frozen=True, slots=True)
class Generated:
    """How many requests were made, whether every reply was as described, and what schemathesis said."""

    sent: int
    fine: bool
    said: str


def generate(url: str, examples: int, *, seed: int = 1, phases: str = "coverage,fuzzing,stateful") -> Generated:
    """Up to `examples` requests a call and phase, each reply held against the description."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(_CONFIG), "run", f"{url}/openapi.json",
               "--max-examples", str(examples), "--seed", str(seed), "--mode", "all", "--phases", phases,
               "--request-timeout", str(PATIENCE), "--continue-on-failure", "--workers", "1", "--no-color"]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        ended = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)  # noqa: S603 - our own interpreter
    found = re.search(r"Test cases:\s+([\d,]+) generated", ended.stdout)
    sent = int(found[1].replace(",", "")) if found else 0
    said = "\n".join(line[:300] for line in (ended.stdout + ended.stderr).splitlines())
    return Generated(sent, ended.returncode == 0, said)
