"""Folders in use: a generation that somebody has open is not removed, whoever that is.

The system lets go of a hold when its process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import suppress
from pathlib import Path


class Hold:
    """A folder held open: for as long as this lives, `remove_unheld` leaves it alone. OSError where there is none."""

    def __init__(self, folder: Path) -> None:
        self._descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            os.close(self._descriptor)


def remove_unheld(folder: Path) -> None:
    """Remove a folder with all that is in it, unless it is held: whoever tidies up next will find it again."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(descriptor)
