"""What people thought of their answers, kept beside the index as JSON lines."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

#: Past this many bytes the file is put aside as feedback.1.jsonl, over the one put aside before.
MOST_BYTES = 16 * 1024 * 1024


class Feedback:
    """A file of judgements, one JSON object a line, that every worker appends to."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "feedback.jsonl"

    def keep(self, question: str, *, helpful: bool, comment: str | None, generation: str) -> None:
        """Append one; OSError where the disk won't take it. A line is one write, so that lines never mix."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        row = {
            "at": at,
            "question": question,
            "helpful": helpful,
            "comment": comment,
            "generation": generation,
        }
        line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.fstat(file).st_size > MOST_BYTES:
                self.path.rename(self.path.with_suffix(".1.jsonl"))
            os.write(file, line)
        finally:
            os.close(file)
