"""Questions that no two users ask alike, over connections that are kept: what `bench.load` has locust run.

Run by a Python of its own, which has locust; it knows nothing of Kotae but its API.
"""

from __future__ import annotations

import json
from itertools import count
from typing import Any
from urllib.request import urlopen

from locust import FastHttpUser, events, task

_FORMS = ("When was {0} {1} {2}?", "Who {0} the {1} of {2}?", "How many {0} have {1} {2}?",
          "What is {0} {1} {2}?", "Which {0} did {1} name {2}?", "Where does {0} {1} {2}?", "Is {0} {1} {2}?",
          "List the {0} {1} {2}.")  # fmt: skip
_words: list[str] = []
_turns = count()


def question(turn: int) -> str:
    """The question of this turn: three words of the sources, which come together but once."""
    size = len(_words)
    first, second, third = turn % size, (turn // size * 7 + turn + 1) % size, (turn * 31 + 2) % size
    return _FORMS[turn % len(_FORMS)].format(_words[first], _words[second], _words[third])


@events.test_start.add_listener
def read_words(environment: Any, **_: Any) -> None:
    """Take the words from the documents that are served."""
    base = f"{environment.host}/api/v1/documents"
    with urlopen(base, timeout=60) as reply:  # noqa: S310 - our own address
        names = [one["id"] for one in json.load(reply)["documents"]]
    found: dict[str, None] = {}
    for name in names:
        with urlopen(f"{base}/{name}", timeout=60) as reply:  # noqa: S310
            found |= dict.fromkeys(word for word in json.load(reply)["text"].split() if word.isalpha())
    _words[:] = found


class Reader(FastHttpUser):
    """Somebody who asks as soon as the last answer is there."""

    @task
    def ask(self) -> None:
        """Ask one question."""
        with self.client.post(
            "/api/v1/ask", json={"question": question(next(_turns))}, name="ask", catch_response=True
        ) as reply:
            if reply.status_code != 200 or "answerable" not in (reply.json() or {}):
                reply.failure(f"status {reply.status_code}")
