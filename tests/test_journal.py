"""The log: an id for every request, JSON for machines, and no word of what was asked."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from harbour import harbour

from service.settings import load
from service.web.app import create_app
from service.web.journal import JsonLines, Lines


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of a service with the default settings."""
    folder: Path = tmp_path_factory.mktemp("store")
    return create_app(load({"store": str(folder)}, {}), harbour(folder)).test_client()


def test_an_id_from_outside_is_kept_where_it_is_sane(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": "abc-1.2:3"}).headers["X-Request-Id"] == "abc-1.2:3"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "é", 'a"b', "a\tb"])
def test_any_other_id_is_made_anew(client: FlaskClient, given: str) -> None:
    made = client.get("/nothing", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert made != given
    assert len(made) == 16


def test_a_request_is_logged_by_its_route_and_not_by_its_address(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    client.get("/api/v1/facts?q=private", headers={"X-Request-Id": "r1"})
    client.get("/healthz")
    (record,) = [record for record in caplog.records if hasattr(record, "route")]
    told = vars(record)
    assert (told["route"], told["status"], told["method"]) == ("/api/v1/facts", 200, "GET")
    assert "private" not in caplog.text


def test_a_json_line_is_one_object_whatever_is_in_it() -> None:
    try:
        json.loads("{")
    except ValueError:
        record = logging.LogRecord("kotae", logging.ERROR, "", 1, "%s", ("x\n\u2028",), sys.exc_info())
    line = JsonLines().format(record)
    row = json.loads(line)
    assert "\n" not in line
    assert (row["level"], row["logger"], row["message"]) == ("error", "kotae", "x\n\u2028")
    assert row["traceback"].endswith("line 1 column 2 (char 1)")


def test_a_text_line_ends_in_the_id_of_its_request(client: FlaskClient) -> None:
    record = logging.LogRecord("kotae", logging.INFO, "", 1, "hello", (), None)
    with client.application.test_request_context(headers={"X-Request-Id": "r1"}):
        client.application.preprocess_request()
        assert Lines().format(record).endswith(" INFO kotae: hello [r1]")
    assert Lines().format(record).endswith("hello")
