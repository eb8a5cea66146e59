"""Settings: the command line before the environment before the default, and a sentence for a wrong value."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

import pytest

import corpus
from corpus.errors import SettingError
from service.settings import SETTINGS, Settings, load


def test_the_table_has_a_row_for_every_field_and_no_other() -> None:
    assert [setting.field for setting in SETTINGS] == [field.name for field in fields(Settings)]


def test_every_setting_tells_its_help_and_where_its_value_comes_from() -> None:
    assert [s.variable for s in SETTINGS][:3] == ["KOTAE_SOURCES", "KOTAE_FETCH", "KOTAE_STORE"]
    assert all(setting.help.endswith(".") for setting in SETTINGS)


def test_the_defaults_serve_the_shipped_document_on_this_machine_alone() -> None:
    settings = load({}, {})
    assert settings.sources == (Path(corpus.__file__).parent / "documents",)
    assert settings.store.parts[-2:] == ("kotae", "store")
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert (settings.admin_token, settings.cors_origins, settings.rate_limit) == (None, (), None)
    assert (settings.index, settings.log_level, settings.keep, settings.gate) == ("faiss", "info", 5, 0.05)
    assert (settings.reader, settings.threshold) == (None, None)


def test_the_command_line_goes_before_the_environment() -> None:
    environ = {"KOTAE_PORT": "8001", "KOTAE_HOST": "::1"}
    settings = load({"port": "8002", "host": None}, environ)
    assert (settings.port, settings.host) == (8002, "::1")


def test_an_empty_variable_is_not_set() -> None:
    assert load({}, {"KOTAE_PORT": "", "KOTAE_ADMIN_TOKEN": ""}).port == 8000


def test_lists_are_parted_and_bare_repeats_dropped() -> None:
    environ = {
        "KOTAE_SOURCES": os.pathsep.join(["a.txt", "b"]),
        "KOTAE_CORS_ORIGINS": "https://Example.org, http://localhost:3000/,https://example.org",
    }
    settings = load({}, environ)
    assert settings.sources == (Path("a.txt"), Path("b"))
    assert settings.cors_origins == ("https://example.org", "http://localhost:3000")


@pytest.mark.parametrize(
    ("text", "limit"),
    [("60/minute", "60/minute"), ("5 per second", "5/second"), ("OFF", None), (" 1/day ", "1/day")],
)
def test_a_rate_is_a_number_in_a_while_or_off(text: str, limit: str | None) -> None:
    assert load({}, {"KOTAE_RATE_LIMIT": text}).rate_limit == limit


def test_a_switch_is_on_or_off() -> None:
    told = ("on", "YES", "1", "off", "false", "0")
    assert [load({}, {"KOTAE_WATCH": text}).watch for text in told] == [True] * 3 + [False] * 3
    assert load({}, {}).watch is False


@pytest.mark.parametrize("model", ["model.int8.onnx", "onnx/model.onnx"])
def test_a_reader_is_a_folder_with_a_model_and_its_word_pieces_or_off(tmp_path: Path, model: str) -> None:
    (tmp_path / model).parent.mkdir(exist_ok=True)
    (tmp_path / model).touch()
    with pytest.raises(SettingError, match="KOTAE_READER: must be off, or a folder with"):
        load({}, {"KOTAE_READER": str(tmp_path)})
    (tmp_path / "tokenizer.json").touch()
    assert load({}, {"KOTAE_READER": str(tmp_path)}).reader == str(tmp_path)
    assert load({"reader": "OFF"}, {"KOTAE_READER": str(tmp_path)}).reader == "off"


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("KOTAE_PORT", "eighty", "must be a whole number from 0 to 65535, not 'eighty'"),
        ("KOTAE_PORT", "65536", "must be a whole number from 0 to 65535, not '65536'"),
        ("KOTAE_PORT", "٨٠", "must be a whole number from 0 to 65535, not '٨٠'"),
        ("KOTAE_WORKERS", "0", "must be a whole number from 1 to 64, not '0'"),
        ("KOTAE_KEEP", "-1", "must be a whole number from 1 to 1000, not '-1'"),
        ("KOTAE_GATE", "1.2", "must be a number from 0 to 1, such as 0.05, or off, not '1.2'"),
        ("KOTAE_THRESHOLD", "high", "must be a number from 0 to 1, such as 0.3, or default, not 'high'"),
        (
            "KOTAE_GENERATION_URL",
            "model.example/v1",
            "must be an http or https address such as http://127.0.0.1:8080/v1, not 'model.example/v1'",
        ),
        (
            "KOTAE_GENERATION_URL",
            "http://me:word@model.example",
            "must be an http or https address such as http://127.0.0.1:8080/v1, not 'http://me:word@model.example'",
        ),
        ("KOTAE_FETCH", "a.example", "must be http or https addresses parted by spaces, not 'a.example'"),
        ("KOTAE_WATCH", "maybe", "must be on or off, not 'maybe'"),
        ("KOTAE_HOST", "a b", "must be a host name or an IP address, such as 127.0.0.1, not 'a b'"),
        ("KOTAE_ADMIN_TOKEN", "two words", "must be printable ASCII without spaces"),
        ("KOTAE_INDEX", "annoy", "must be faiss, not 'annoy'"),
        (
            "KOTAE_INDEX",
            "milvus://localhost:19530",
            "must be faiss: this build can search with FAISS alone, not 'milvus://localhost:19530'",
        ),
        ("KOTAE_LOG_LEVEL", "loud", "must be one of debug, info, warning, error, not 'loud'"),
        (
            "KOTAE_READER",
            "a/squad-model",
            "must be off, or a folder with an extractive reader: *.onnx and tokenizer.json, not 'a/squad-model'",
        ),
        ("KOTAE_STORE", "a\0b", "must not hold a NUL character"),
        (
            "KOTAE_RATE_LIMIT",
            "many",
            "must be a number per second, minute, hour or day, such as 60/minute, or off, not 'many'",
        ),
        (
            "KOTAE_CORS_ORIGINS",
            "*",
            "must be origins parted by commas, such as https://example.org,http://localhost:3000, not '*'",
        ),
    ],
)
def test_a_wrong_value_says_which_variable_and_what_it_may_be(variable: str, value: str, message: str) -> None:
    with pytest.raises(SettingError) as caught:
        load({}, {variable: value})
    assert (caught.value.name, caught.value.message) == (variable, message)


@pytest.mark.parametrize("origin", ["example.org", "https://a/path", "ftp://a", "https://a:port", "https://[::1"])
def test_an_origin_is_a_scheme_a_host_and_maybe_a_port(origin: str) -> None:
    with pytest.raises(SettingError):
        load({}, {"KOTAE_CORS_ORIGINS": origin})


def test_a_wrong_option_is_named_with_its_variable() -> None:
    with pytest.raises(SettingError) as caught:
        load({"port": "x"}, {"KOTAE_PORT": "8001"})
    assert caught.value.name == "--port (KOTAE_PORT)"


def test_sources_of_nothing_are_refused() -> None:
    with pytest.raises(SettingError, match="KOTAE_SOURCES: must be files and folders parted by"):
        load({}, {"KOTAE_SOURCES": os.pathsep})
