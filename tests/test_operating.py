"""What the page for operators says is so: its settings are settings, its metrics are what the service counts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from harbour import harbour

from service.settings import SETTINGS, load
from service.upkeep.jobs import Job, Jobs
from service.web.app import create_app

PAGE = (Path(__file__).parents[1] / "docs" / "operating.md").read_text("utf-8")


def block(language: str) -> str:
    """The page's first block of code in this language."""
    found = re.search(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def test_every_metric_is_told_of_and_every_one_told_of_is_counted(tmp_path: Path) -> None:
    job = Job("j1", "2024-05-06T07:08:09+00:00")
    Jobs(tmp_path).folder.mkdir()
    Jobs(tmp_path).write(replace(job, state="succeeded", finished_at="2024-05-06T07:09:09+00:00"))
    counted = create_app(load({"store": str(tmp_path)}, {}), harbour(tmp_path)).test_client().get("/metrics").text
    named = set(re.findall(r"^# TYPE (kotae_\w+)", counted, re.MULTILINE))
    told = set(re.findall(r"`(kotae_\w+)", PAGE))
    assert told == {name for name in named if not name.endswith("_created")}
    assert "kotae_build_last_seconds 60.0" in counted


def test_the_units_and_the_containers_settings_are_settings() -> None:
    given = set(re.findall(r"\bKOTAE_\w+", block("ini") + block("yaml")))
    assert given <= {setting.variable for setting in SETTINGS}


@pytest.mark.parametrize("line", ["Type=notify", "DynamicUser=yes", "StateDirectory=kotae", "Restart=on-failure"])
def test_the_unit_runs_as_nobody_and_comes_back(line: str) -> None:
    assert line in block("ini").splitlines()
