"""Gaps: similar questions together, those that most people met first."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from harbour import harbour

from service.commands.cli import cli
from service.commands.terminal import gap_text
from service.settings import load
from service.web.app import create_app
from service.web.feedback import Feedback, Said, Verdict
from service.web.gaps import Gap, gaps


def said(question: str, verdict: Verdict = "unanswered", comment: str | None = None, at: float = 0.0) -> Said:
    """Somebody's complaint."""
    return Said(at, verdict, question, comment)


def questions_of(*asked: str) -> list[tuple[str, ...]]:
    """The questions of each gap."""
    return [gap.questions for gap in gaps([said(question) for question in asked])]


def test_questions_that_share_their_terms_are_one_gap() -> None:
    assert questions_of("Who paints the lamps?", "Which ferry runs on Sundays?", "Who was painting the lamp?") == [
        ("Who paints the lamps?", "Who was painting the lamp?"),
        ("Which ferry runs on Sundays?",),
    ]


def test_the_same_words_are_the_same_question() -> None:
    (gap,) = gaps([said("who paints  the lamps"), said("Who paints the lamps?"), said("Who paints the lamps?")])
    assert (gap.questions, gap.unanswered) == (("Who paints the lamps?", "who paints  the lamps"), 3)


def test_questions_without_terms_stand_alone() -> None:
    assert sorted(questions_of("What is it?", "Who are you?", "？", "！")) == [
        ("What is it?",), ("Who are you?",), ("！",), ("？",)
    ]  # fmt: skip


def test_a_gap_counts_who_met_it_and_keeps_what_they_said() -> None:
    (gap,) = gaps(
        [
            said("Who paints the lamps?", "unhelpful", "Not him.", at=86_400.0),
            said("Who paints the lamps?", "unhelpful", "Wrong.", at=172_800.0),
            said("Who paints lamps?", at=0.0),
        ]
    )
    assert gap == Gap(
        ("Who paints the lamps?", "Who paints lamps?"), 1, 2, ("Wrong.", "Not him."), "1970-01-03T00:00:00+00:00"
    )
    assert gap_text(gap).splitlines() == [
        "1 unanswered, 2 disliked, last 1970-01-03",
        "  Who paints the lamps?",
        "  Who paints lamps?",
        "    “Wrong.”",
        "    “Not him.”",
    ]


def test_five_thousand_questions_are_grouped() -> None:
    found = gaps([said(f"What does word{number} of lot{number % 50} mean?") for number in range(5000)])
    assert sum(gap.unanswered for gap in found) == 5000


def test_an_unanswered_question_is_a_gap_for_whoever_has_the_token(tmp_path: Path) -> None:
    app = create_app(load({"store": str(tmp_path)}, {"KOTAE_ADMIN_TOKEN": "s3cret"}), harbour(tmp_path))
    Feedback(tmp_path, days=1).judge("Who paints?", helpful=False, comment="No.", generation="gen1")
    assert app.test_client().get("/api/v1/gaps").status_code == 401
    reply = app.test_client().get("/api/v1/gaps?limit=1", headers={"Authorization": "Bearer s3cret"}).json
    assert reply is not None
    assert (reply["total"], reply["gaps"][0]["questions"], reply["gaps"][0]["disliked"]) == (1, ["Who paints?"], 1)


def test_with_feedback_off_nothing_is_kept(tmp_path: Path) -> None:
    client = create_app(load({"store": str(tmp_path)}, {"KOTAE_FEEDBACK": "off"}), harbour(tmp_path)).test_client()
    client.post("/api/v1/ask", json={"question": "Who was Napoleon's aunt?"})
    body = {"question": "When?", "helpful": False, "generation": "gen1"}
    reply = client.post("/api/v1/feedback", json=body)
    assert (reply.status_code, reply.mimetype) == (403, "application/problem+json")
    assert not (tmp_path / "feedback.sqlite").exists()


def test_the_command_tells_of_gaps_as_text_or_json(tmp_path: Path) -> None:
    def run(*words: str) -> str:
        return CliRunner().invoke(cli, ["gaps", "--store", str(tmp_path), *words]).output

    assert run() == "Nobody asked in vain.\n"
    Feedback(tmp_path, days=1).miss("Who\u202e paints?", "g")
    assert "\n  Who\\u202e paints?\n" in run()
    assert json.loads(run("--json"))["gaps"][0]["unanswered"] == 1
