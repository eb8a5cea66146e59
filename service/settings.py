"""Every setting: its name, what it may be, its default and its help. The only reader of the environment.

A setting's value is the command line's where it is given there, else the environment's, else the default. An
empty value counts as none. A wrong one raises SettingError, which names the variable and what it may be.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

import corpus
from corpus.errors import SettingError
from index.model import DEFAULT_MODEL
from service import forms

PREFIX = "KOTAE_"
LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("text", "json")


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
    #: How probable it must be that the source answers; None is what was fitted.
    threshold: float | None
    #: An OpenAI-compatible endpoint that may word answers; None is none.
    generation_url: str | None
    generation_model: str | None
    generation_key: str | None
    generation_seconds: int
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
        except forms.WrongValueError as error:
            told = "" if self.secret else f", not {text!r}"
            raise SettingError(name, f"must be {error}{told}") from None


def _shipped() -> str:
    return str(Path(corpus.__file__).parent / "documents")


def _user_store() -> str:
    return str(platformdirs.user_data_path("kotae") / "store")


SETTINGS = (
    Setting("sources", "PATHS", _shipped, forms.paths,
            f"Files and folders to answer from, parted by {os.pathsep!r}."),
    Setting("fetch", "ADDRESSES", lambda: "", forms.addresses,
            "Addresses to answer from besides, parted by spaces; each build asks whether they have changed."),
    Setting("store", "FOLDER", _user_store, forms.path, "Where generations of the index live."),
    Setting("model", "NAME", lambda: DEFAULT_MODEL, str.strip,
            "A sentence-transformers model: a name or a path."),
    Setting("reader", "FOLDER", lambda: None, forms.reader,
            "An extractive question-answering model as ONNX instead of the shipped one, or off."),
    Setting("index", "KIND", lambda: "faiss", forms.index, "What searches the vectors: faiss."),
    Setting("keep", "N", lambda: "5", forms.whole(1, 1000), "How many generations to keep to roll back to."),
    Setting("gate", "SHARE", lambda: "0.05", forms.share("0.05", "off"),
            "How far a figure of the sources' questions.jsonl may fall before a build isn't served; or off."),
    Setting("threshold", "CHANCE", lambda: "default", forms.share("0.3", "default"),
            "How probable it must be, 0 to 1, that the source answers, else it is said not to; or default."),
    Setting("generation_url", "URL", lambda: None, forms.base_address,
            "An OpenAI-compatible endpoint that words answers, such as http://127.0.0.1:8080/v1; none by default."),
    Setting("generation_model", "NAME", lambda: None, str.strip, "The model that it is asked for."),
    Setting("generation_key", "KEY", lambda: None, forms.token, "What it must be sent to let us in.", secret=True),
    Setting("generation_seconds", "N", lambda: "10", forms.whole(1, 50),
            "How long it may take for an answer, which else stays in the source's words."),
    Setting("host", "HOST", lambda: "127.0.0.1", forms.host, "The address to listen on."),
    Setting("port", "PORT", lambda: "8000", forms.whole(0, 65535), "The port to listen on; 0 takes a free one."),
    Setting("workers", "N", lambda: "1", forms.whole(1, 64), "How many processes answer."),
    Setting("watch", "SWITCH", lambda: "off", forms.switch,
            "Rebuild whenever a source changes.", flag=True),
    Setting("admin_token", "TOKEN", lambda: None, forms.token,
            "What admin calls must carry; without one they are off.", secret=True),
    Setting("cors_origins", "ORIGINS", lambda: "", forms.origins,
            "Origins whose pages may call the API, parted by commas."),
    Setting("rate_limit", "RATE", lambda: "off", forms.rate,
            "API calls that one address may make, such as 60/minute, or off."),
    Setting("rate_store", "URL", lambda: None, forms.rate_store,
            "Where calls are counted if not on this machine: redis://, valkey://, memcached:// or mongodb://.",
            secret=True),
    Setting("proxies", "N", lambda: "0", forms.whole(0, 9),
            "Proxies in front whose X-Forwarded-For and -Proto count; 0 believes none."),
    Setting("trusted_hosts", "NAMES", lambda: "", forms.hosts,
            "Host names that the service may be called by, parted by commas; any where none is named."),
    Setting("feedback", "SWITCH", lambda: "on", forms.switch,
            "Keep judgements and unanswered questions for `kotae gaps`: on or off."),
    Setting("feedback_days", "N", lambda: "90", forms.whole(1, 3650), "Days until they are forgotten."),
    Setting("log_level", "LEVEL", lambda: "info", forms.one_of(*LOG_LEVELS),
            "How much to log: " + ", ".join(LOG_LEVELS) + "."),
    Setting("log_format", "FORMAT", lambda: "text", forms.one_of(*LOG_FORMATS), "How to log: text or json."),
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
    if values["generation_url"] and not values["generation_model"]:
        raise SettingError(PREFIX + "GENERATION_MODEL", "must name a model, since KOTAE_GENERATION_URL is set")
    return Settings(**values)
