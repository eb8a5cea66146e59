"""Feedback is kept by many workers at once, for a while, and for nobody else to read."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import StoreError
from service.web import feedback as module
from service.web.feedback import Feedback


@pytest.fixture
def feedback(tmp_path: Path) -> Feedback:
    """An empty file, in a folder that isn't there yet."""
    return Feedback(tmp_path / "store", days=30)


def test_complaints_come_newest_first_and_praise_is_none(feedback: Feedback) -> None:
    feedback.miss("Who built it?", "g")
    feedback.judge("When?", helpful=True, comment=None, generation="g")
    feedback.judge("Why?", helpful=False, comment="It is wrong.", generation="g")
    found = [(said.question, said.verdict, said.comment) for said in feedback.complaints()]
    assert found == [("Why?", "unhelpful", "It is wrong."), ("Who built it?", "unanswered", None)]


def test_nothing_was_said_where_there_is_no_file(feedback: Feedback) -> None:
    feedback.expire()
    assert feedback.complaints() == ()
    assert not feedback.path.exists()


def test_the_file_is_for_its_owner_alone(feedback: Feedback) -> None:
    feedback.miss("Who?", "g")
    assert feedback.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("act", "with_", "left"),
    [("expire", (), []), ("complaints", (), []), ("miss", ("Today?", "g"), [("Today?",)])],
)
def test_what_is_older_than_its_days_is_forgotten_whatever_comes_next(
    feedback: Feedback, monkeypatch: pytest.MonkeyPatch, act: str, with_: tuple[str, ...], left: list[tuple[str]]
) -> None:
    now = time.time()
    monkeypatch.setattr("service.web.feedback.time.time", lambda: now - 31 * 86_400)
    feedback.miss("Long ago?", "g")
    monkeypatch.setattr("service.web.feedback.time.time", lambda: now)
    assert feedback._rows().execute("SELECT question FROM said").fetchall() == [("Long ago?",)]
    getattr(feedback, act)(*with_)
    assert feedback._rows().execute("SELECT question FROM said").fetchall() == left


def test_the_oldest_go_where_too_many_come(feedback: Feedback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    for question in "abc":
        feedback.miss(question, "g")
    assert [said.question for said in feedback.complaints()] == ["c", "b"]


def test_many_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    write = (
        "import sys; from pathlib import Path; from service.web.feedback import Feedback\n"
        "kept = Feedback(Path(sys.argv[1]), days=1)\n"
        "for number in range(50): kept.miss(f'{sys.argv[2]} {number}', 'g')"
    )
    running = [subprocess.Popen([sys.executable, "-c", write, str(tmp_path), name]) for name in "abc"]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert len({said.question for said in Feedback(tmp_path, days=1).complaints()}) == 150


def test_a_file_that_cannot_be_used_fails_a_judgement_but_no_question(
    feedback: Feedback, caplog: pytest.LogCaptureFixture
) -> None:
    feedback.path.parent.mkdir()
    feedback.path.write_bytes(b"no database, but long enough to look at: " * 30)
    feedback.miss("Who?", "g")
    assert "can't be written" in caplog.text
    assert "Who?" not in caplog.text
    with pytest.raises(StoreError):
        feedback.judge("Who?", helpful=True, comment=None, generation="g")
    with pytest.raises(StoreError):
        feedback.complaints()
    feedback.expire()
