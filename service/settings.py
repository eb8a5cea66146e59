"""Every setting: its name, what it may be, its default and its help. The only reader of the environment.

A setting's value is the command line's where it is given there, else the environment's, else the default. An
empty value counts as none. A wrong one raises SettingError, which names the variable and what it may be.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import platformdirs

import corpus
from corpus.errors import SettingError
from index.model import DEFAULT_MODEL

PREFIX = "KOTAE_"
_ON, _OFF = ("on", "yes", "true", "1"), ("off", "no", "false", "0")
LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("text", "json")
#: Stores that several machines can count in: each needs its client library beside Kotae.
RATE_STORES = ("redis", "rediss", "valkey", "valkeys", "memcached", "mongodb")


class _WrongValueError(Exception):
    """What a value must be; `load` adds the setting's name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service was told, checked."""

    sources: tuple[Path, ...]
    #: Addresses to fetch what is answered from; none by default.
    fetch: tuple[str, ...]
    store: Path
    model: str
    #: A reader as `open_reader` takes it: None is the shipped one.
    reader: str | None
    index: str
    keep: int
    #: How far a figure of the gold questions may fall; None lets every build through.
    gate: float | None
    host: str
    port: int
    workers: int
    watch: bool
    admin_token: str | None
    cors_origins: tuple[str, ...]
    #: As flask-limiter reads it; None is no limit.
    rate_limit: str | None
    #: Where calls are counted, as flask-limiter reads it; None is on this machine.
    rate_store: str | None
    #: How many proxies in front of the service to believe.
    proxies: int
    #: The names that it may be called by; none is any.
    trusted_hosts: tuple[str, ...]
    feedback: bool
    #: Days until what people said is forgotten.
    feedback_days: int
    log_level: str
    log_format: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: a field of Settings, and how to make it from text."""

    field: str
    metavar: str
    #: None stands for "not set".
    default: Callable[[], str | None]
    parse: Callable[[str], Any]
    help: str
    #: Whether no message may repeat it.
    secret: bool = False
    #: Whether its option stands alone, for "on".
    flag: bool = False

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return PREFIX + self.field.upper()

    @property
    def option(self) -> str:
        """Its command-line option."""
        return "--" + self.field.replace("_", "-")

    def read(self, text: str | None, name: str) -> Any:
        """Its value; SettingError, naming `name`, where `text` can't be one. NUL can stand in no value."""
        if text is None:
            return None
        if "\0" in text:
            raise SettingError(name, "must not hold a NUL character")
        try:
            return self.parse(text)
        except _WrongValueError as error:
            told = "" if self.secret else f", not {text!r}"
            raise SettingError(name, f"must be {error}{told}") from None


def _paths(text: str) -> tuple[Path, ...]:
    paths = tuple(Path(part).expanduser() for part in text.split(os.pathsep) if part.strip())
    if not paths:
        raise _WrongValueError(f"files and folders parted by {os.pathsep!r}")
    return paths


def _addresses(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(text.split()))
    if not all(re.match(r"https?://[^\s/]+", address) for address in found):
        raise _WrongValueError("http or https addresses parted by spaces")
    return found


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _reader(text: str) -> str:
    if text.strip().lower() == "off":
        return "off"
    try:
        folder = Path(text.strip()).expanduser()
        whole = (folder / "tokenizer.json").is_file() and any([*folder.glob("*.onnx"), *folder.glob("onnx/*.onnx")])
    except (OSError, RuntimeError):  # "~nobody/reader" is no home
        whole = False
    if not whole:
        raise _WrongValueError("off, or a folder with an extractive reader: *.onnx and tokenizer.json")
    return str(folder)


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text.strip()) or not low <= int(text) <= high:
            raise _WrongValueError(f"a whole number from {low} to {high}")
        return int(text)

    return parse


def _gate(text: str) -> float | None:
    if text.strip().lower() == "off":
        return None
    if not re.fullmatch(r"0?\.[0-9]{1,6}|[01](?:\.0*)?", text.strip()):
        raise _WrongValueError("a number from 0 to 1, such as 0.05, or off")
    return float(text)


def _switch(text: str) -> bool:
    if text.strip().lower() not in (*_ON, *_OFF):
        raise _WrongValueError("on or off")
    return text.strip().lower() in _ON


def _host(text: str) -> str:
    if not re.fullmatch(r"[\w.:%-]+", text.strip()):
        raise _WrongValueError("a host name or an IP address, such as 127.0.0.1")
    return text.strip()


def _token(text: str) -> str:
    if not re.fullmatch(r"[!-~]+", text):
        raise _WrongValueError("printable ASCII without spaces")
    return text


def _origins(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_origin(part) for part in re.split(r"[,\s]+", text) if part))


def _origin(text: str) -> str:
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        fine = None
    if not fine or not re.fullmatch(r"https?://[\w.\[\]:-]+/?", text):
        raise _WrongValueError("origins parted by commas, such as https://example.org,http://localhost:3000")
    return text.rstrip("/").lower()


def _rate(text: str) -> str | None:
    if text.strip().lower() == "off":
        return None
    match = re.fullmatch(r"\s*([1-9][0-9]{0,8})\s*(?:/|per)\s*(second|minute|hour|day)\s*", text.lower())
    if match is None:
        raise _WrongValueError("a number per second, minute, hour or day, such as 60/minute, or off")
    return f"{match[1]}/{match[2]}"


def _index(text: str) -> str:
    if text.startswith("milvus://"):
        raise _WrongValueError("faiss: this build can search with FAISS alone")
    if text != "faiss":
        raise _WrongValueError("faiss")
    return text


def _rate_store(text: str) -> str:
    scheme, parted, rest = text.partition("://")
    if scheme not in RATE_STORES or not parted or not rest:
        raise _WrongValueError("an address such as redis://localhost:6379")
    return text


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(dict.fromkeys(part.lower() for part in re.split(r"[,\s]+", text) if part))
    if not all(re.fullmatch(r"\.?[\w-]+(\.[\w-]+)*|\[[0-9a-f:.]+\]", host) for host in hosts):
        raise _WrongValueError("host names parted by commas, such as answers.example.org,localhost")
    return hosts


def _one_of(*names: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.lower() not in names:
            raise _WrongValueError("one of " + ", ".join(names))
        return text.lower()

    return parse


def _shipped() -> str:
    return str(Path(corpus.__file__).parent / "documents")


def _user_store() -> str:
    return str(platformdirs.user_data_path("kotae") / "store")


SETTINGS = (
    Setting("sources", "PATHS", _shipped, _paths,
            f"Files and folders to answer from, parted by {os.pathsep!r}."),
    Setting("fetch", "ADDRESSES", lambda: "", _addresses,
            "Addresses to answer from besides, parted by spaces; each build asks whether they have changed."),
    Setting("store", "FOLDER", _user_store, _path, "Where generations of the index live."),
    Setting("model", "NAME", lambda: DEFAULT_MODEL, str.strip,
            "A sentence-transformers model: a name or a path."),
    Setting("reader", "FOLDER", lambda: None, _reader,
            "An extractive question-answering model as ONNX instead of the shipped one, or off."),
    Setting("index", "KIND", lambda: "faiss", _index, "What searches the vectors: faiss."),
    Setting("keep", "N", lambda: "5", _whole(1, 1000), "How many generations to keep to roll back to."),
    Setting("gate", "SHARE", lambda: "0.05", _gate,
            "How far a figure of the sources' questions.jsonl may fall before a build isn't served; or off."),
    Setting("host", "HOST", lambda: "127.0.0.1", _host, "The address to listen on."),
    Setting("port", "PORT", lambda: "8000", _whole(0, 65535), "The port to listen on; 0 takes a free one."),
    Setting("workers", "N", lambda: "1", _whole(1, 64), "How many processes answer."),
    Setting("watch", "SWITCH", lambda: "off", _switch,
            "Rebuild whenever a source changes.", flag=True),
    Setting("admin_token", "TOKEN", lambda: None, _token,
            "What admin calls must carry; without one they are off.", secret=True),
    Setting("cors_origins", "ORIGINS", lambda: "", _origins,
            "Origins whose pages may call the API, parted by commas."),
    Setting("rate_limit", "RATE", lambda: "off", _rate,
            "API calls that one address may make, such as 60/minute, or off."),
    Setting("rate_store", "URL", lambda: None, _rate_store,
            "Where calls are counted if not on this machine: redis://, valkey://, memcached:// or mongodb://.",
            secret=True),
    Setting("proxies", "N", lambda: "0", _whole(0, 9),
            "Proxies in front whose X-Forwarded-For and -Proto count; 0 believes none."),
    Setting("trusted_hosts", "NAMES", lambda: "", _hosts,
            "Host names that the service may be called by, parted by commas; any where none is named."),
    Setting("feedback", "SWITCH", lambda: "on", _switch,
            "Keep judgements and unanswered questions for `kotae gaps`: on or off."),
    Setting("feedback_days", "N", lambda: "90", _whole(1, 3650), "Days until they are forgotten."),
    Setting("log_level", "LEVEL", lambda: "info", _one_of(*LOG_LEVELS),
            "How much to log: " + ", ".join(LOG_LEVELS) + "."),
    Setting("log_format", "FORMAT", lambda: "text", _one_of(*LOG_FORMATS), "How to log: text or json."),
)  # fmt: skip


def load(options: Mapping[str, str | None] | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings from command-line `options` (field -> text), then the environment, then the defaults.

    Raises SettingError for a wrong value: its `name` is the option or the variable that gave it.
    """
    given = options or {}
    env = os.environ if environ is None else environ
    values = {}
    for setting in SETTINGS:
        text, name = given.get(setting.field), f"{setting.option} ({setting.variable})"
        if text is None:
            text, name = env.get(setting.variable) or setting.default(), setting.variable
        values[setting.field] = setting.read(text, name)
    if values["fetch"] and not (given.get("sources") or env.get(PREFIX + "SOURCES")):
        values["sources"] = ()  # the shipped document is for those who name nothing of their own
    return Settings(**values)
