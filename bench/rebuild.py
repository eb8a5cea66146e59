"""What a rebuild costs after one changed sentence, as a share of a build from nothing.

    python -m bench.rebuild --squad squad.json [--passages 1000]

Both are `kotae build` as people run it, in a process of its own with all that it starts, over the paragraphs of the
questions' articles; where these are too few they come again with every sentence changed, so that nothing is taken over
within one build. The encoder is exported before: a build from nothing is not charged for that.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from bench.running import Running, running

#: What the share may be at most; how long a watching service gets to have its builder ready, and to serve.
_MOST, _SETTLED, _NEVER = 0.05, 30.0, 120.0


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of a build, of the user and the system together."""

    full: float
    changed: float
    passages: int
    #: Seconds from saving a changed sentence until the watching service answers with it.
    served: float

    @property
    def share(self) -> float:
        """Of the build from nothing, what the changed sentence costs."""
        return self.changed / self.full

    def __str__(self) -> str:
        return (
            f"{self.passages} passages: {self.full:.1f} s of CPU from nothing, {self.changed:.1f} s after one changed "
            f"sentence: {self.share:.1%}; a watching service answers with another after {self.served:.1f} s"
        )


def main() -> int:
    """Measure and print; 1 where the share is too large."""
    parser = argparse.ArgumentParser(prog="python -m bench.rebuild", description=__doc__)
    parser.add_argument("--squad", type=Path, required=True, help="SQuAD questions, 1.1 or 2.0")
    parser.add_argument("--passages", type=int, default=1000)
    told = parser.parse_args()
    cost = measure(told.squad, told.passages)
    print(cost)  # noqa: T201 - what it is run for
    return 1 if cost.share > _MOST else 0


def measure(squad: Path, passages: int) -> Cost:
    """Build, change a sentence in the middle of an article, build again."""
    with tempfile.TemporaryDirectory(prefix="kotae-rebuild-") as name:
        folder = Path(name)
        (folder / "one").mkdir()
        (folder / "one" / "first.txt").write_text("The board keeps twelve lamps.\n", "utf-8")
        _build(folder / "one", folder / "store")
        written = write_articles(squad, folder / "articles", passages)
        full, held = _build(folder / "articles", folder / "store")
        _change(written, "The board signed a charter with the council on 3 May 1999.")
        changed, _ = _build(folder / "articles", folder / "store")
        served = _served(written, folder)
    return Cost(full, changed, held, served)


def _change(file: Path, sentence: str) -> None:
    """Put a sentence in the middle of a file."""
    text = file.read_text("utf-8")
    place = text.index(". ", len(text) // 2) + 2
    file.write_text(f"{text[:place]}{sentence} {text[place:]}", "utf-8")


def _served(file: Path, folder: Path) -> float:
    """Seconds from a change of the file until a search finds it, in a watching service that is at rest."""
    settings = {"KOTAE_SOURCES": str(folder / "articles"), "KOTAE_STORE": str(folder / "store"), "KOTAE_WATCH": "on"}
    with running(**settings) as service:
        time.sleep(_SETTLED)
        _change(file, "The harbour keeps forty-one lamps.")
        began = time.monotonic()
        while time.monotonic() - began < _NEVER:
            if "forty-one lamps" in _searched(service):
                return time.monotonic() - began
            time.sleep(0.02)
    raise SystemExit("what was saved was never served")


def _searched(service: Running) -> str:
    address = f"{service.url}/api/v1/search?q=harbour+lamps&mode=lexical"
    with urllib.request.urlopen(address, timeout=30) as reply:  # noqa: S310 - our own service
        return str(reply.read().decode())


def write_articles(squad: Path, folder: Path, paragraphs: int) -> Path:
    """At least so many paragraphs as articles in a new folder; one of them."""
    folder.mkdir()
    articles = json.loads(squad.read_text("utf-8"))["data"]
    written, number = 0, 0
    while written < paragraphs:
        article, again = articles[number % len(articles)], number // len(articles)
        texts = [_again(paragraph["context"], again) for paragraph in article["paragraphs"]]
        path = folder / f"{number}.md"
        path.write_text("\n\n".join([f"# {article['title'].replace('_', ' ')} {again}", *texts]) + "\n", "utf-8")
        written, number = written + len(texts), number + 1
    return path


def _again(text: str, times: int) -> str:
    """The text with each sentence made another one."""
    return re.sub(r"(?<=[a-z])([.!?])(?=\s|$)", rf" in survey {times}\1", text) if times else text


def _build(sources: Path, store: Path) -> tuple[float, int]:
    """The CPU seconds of a build, and how many passages it holds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-m", "service.commands.cli", "build", str(sources), "--store", str(store), "--json"]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ended.returncode:
        raise SystemExit(ended.stderr.strip())
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, json.loads(ended.stdout)["counts"]["passages"]


if __name__ == "__main__":
    sys.exit(main())
