"""The questions of a SQuAD file, the articles they are asked of, and which passages answer them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Passage, Span
from service.answers.grading import Holdings
from service.measuring.gold import GoldQuestion, read_gold


@dataclass(frozen=True, slots=True)
class Set:
    """Answerable questions, and articles as (title, paragraphs)."""

    questions: tuple[GoldQuestion, ...]
    articles: tuple[tuple[str, tuple[str, ...]], ...]

    def write_articles(self, folder: Path) -> None:
        """One text file an article: its title, then its paragraphs."""
        folder.mkdir(parents=True)
        for number, (title, paragraphs) in enumerate(self.articles):
            name = re.sub(r"[^\w-]+", "-", title).strip("-").lower() or "article"
            text = "\n\n".join((title, *paragraphs)) + "\n"
            (folder / f"{number:03}-{name}.txt").write_text(text, "utf-8")

    def relevance(
        self, passages: Sequence[dict[str, str]], rankings: Sequence[Sequence[str]]
    ) -> tuple[tuple[bool, ...], ...]:
        """For each question and each passage of its ranking: does it hold the evidence?"""
        shelf = Holdings(Passage(row["id"], "", Span(0, len(row["words"])), row["words"], (), ()) for row in passages)
        holders = [shelf.of(question.evidence[0]) for question in self.questions]
        return tuple(
            tuple(name in holding for name in ranking) for holding, ranking in zip(holders, rankings, strict=True)
        )


def read_set(path: Path, *, paragraphs: int | None = None, most: int | None = None) -> Set:
    """The answerable questions of the file; of its first paragraphs alone, and evenly thinned, where asked."""
    questions = [one for one in read_gold(path).questions if one.evidence]
    articles, left = [], paragraphs
    for article in json.loads(path.read_text("utf-8-sig"))["data"]:
        texts = tuple(one["context"].strip() for one in article["paragraphs"])[:left]
        left = None if left is None else left - len(texts)
        if texts:
            articles.append((article.get("title", "article").replace("_", " "), texts))
    kept = " ".join(text for _, texts in articles for text in texts)
    questions = [one for one in questions if one.evidence[0].strip() in kept]
    step = max(1, len(questions) // most) if most else 1
    thinned = tuple(questions[::step][:most])
    if not thinned:
        raise SystemExit(f"{path} has no answerable question for these paragraphs")
    return Set(thinned, tuple(articles))
