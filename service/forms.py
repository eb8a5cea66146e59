"""The forms that a setting's text may have: text -> value, or WrongValueError, which tells what it must be."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

_ON, _OFF = ("on", "yes", "true", "1"), ("off", "no", "false", "0")
#: Stores that several machines can count in: each needs its client library beside Kotae.
RATE_STORES = ("redis", "rediss", "valkey", "valkeys", "memcached", "mongodb")


class WrongValueError(Exception):
    """What a value must be; whoever reads the setting adds its name."""


def paths(text: str) -> tuple[Path, ...]:
    """Files and folders, parted as the system parts paths."""
    found = tuple(Path(part).expanduser() for part in text.split(os.pathsep) if part.strip())
    if not found:
        raise WrongValueError(f"files and folders parted by {os.pathsep!r}")
    return found


def addresses(text: str) -> tuple[str, ...]:
    """Addresses of the web, parted by spaces."""
    found = tuple(dict.fromkeys(text.split()))
    if not all(re.match(r"https?://[^\s/]+", address) for address in found):
        raise WrongValueError("http or https addresses parted by spaces")
    return found


def base_address(text: str) -> str:
    """The address that the calls of an API begin with."""
    try:
        parts = urlsplit(text.strip())
        fine = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        fine = None
    if not fine or not re.fullmatch(r"https?://[\w.\[\]:-]+(/[\w./~-]*)?", text.strip()):
        raise WrongValueError("an http or https address such as http://127.0.0.1:8080/v1")
    return text.strip().rstrip("/")


def path(text: str) -> Path:
    """A file or a folder."""
    return Path(text).expanduser()


def reader(text: str) -> str:
    """A folder that holds a reader, or off."""
    if text.strip().lower() == "off":
        return "off"
    try:
        folder = Path(text.strip()).expanduser()
        whole = (folder / "tokenizer.json").is_file() and any([*folder.glob("*.onnx"), *folder.glob("onnx/*.onnx")])
    except (OSError, RuntimeError):  # "~nobody/reader" is no home
        whole = False
    if not whole:
        raise WrongValueError("off, or a folder with an extractive reader: *.onnx and tokenizer.json")
    return str(folder)


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number between these, both included."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text.strip()) or not low <= int(text) <= high:
            raise WrongValueError(f"a whole number from {low} to {high}")
        return int(text)

    return parse


def share(example: str, without: str) -> Callable[[str], float | None]:
    """A number from 0 to 1; None for the word `without`."""

    def parse(text: str) -> float | None:
        if text.strip().lower() == without:
            return None
        if not re.fullmatch(r"0?\.[0-9]{1,6}|[01](?:\.0*)?", text.strip()):
            raise WrongValueError(f"a number from 0 to 1, such as {example}, or {without}")
        return float(text)

    return parse


def switch(text: str) -> bool:
    """On or off, in several words."""
    if text.strip().lower() not in (*_ON, *_OFF):
        raise WrongValueError("on or off")
    return text.strip().lower() in _ON


def host(text: str) -> str:
    """Where to listen."""
    if not re.fullmatch(r"[\w.:%-]+", text.strip()):
        raise WrongValueError("a host name or an IP address, such as 127.0.0.1")
    return text.strip()


def token(text: str) -> str:
    """A secret that fits into a header."""
    if not re.fullmatch(r"[!-~]+", text):
        raise WrongValueError("printable ASCII without spaces")
    return text


def origins(text: str) -> tuple[str, ...]:
    """Origins of pages, parted by commas or spaces."""
    return tuple(dict.fromkeys(_origin(part) for part in re.split(r"[,\s]+", text) if part))


def _origin(text: str) -> str:
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        fine = None
    if not fine or not re.fullmatch(r"https?://[\w.\[\]:-]+/?", text):
        raise WrongValueError("origins parted by commas, such as https://example.org,http://localhost:3000")
    return text.rstrip("/").lower()


def rate(text: str) -> str | None:
    """So many a while, as flask-limiter writes it; None for off."""
    if text.strip().lower() == "off":
        return None
    match = re.fullmatch(r"\s*([1-9][0-9]{0,8})\s*(?:/|per)\s*(second|minute|hour|day)\s*", text.lower())
    if match is None:
        raise WrongValueError("a number per second, minute, hour or day, such as 60/minute, or off")
    return f"{match[1]}/{match[2]}"


def index(text: str) -> str:
    """What searches the vectors."""
    if text.startswith("milvus://"):
        raise WrongValueError("faiss: this build can search with FAISS alone")
    if text != "faiss":
        raise WrongValueError("faiss")
    return text


def rate_store(text: str) -> str:
    """The address of a store that several machines count in."""
    scheme, parted, rest = text.partition("://")
    if scheme not in RATE_STORES or not parted or not rest:
        raise WrongValueError("an address such as redis://localhost:6379")
    return text


def hosts(text: str) -> tuple[str, ...]:
    """Names of hosts, parted by commas or spaces."""
    found = tuple(dict.fromkeys(part.lower() for part in re.split(r"[,\s]+", text) if part))
    if not all(re.fullmatch(r"\.?[\w-]+(\.[\w-]+)*|\[[0-9a-f:.]+\]", host) for host in found):
        raise WrongValueError("host names parted by commas, such as answers.example.org,localhost")
    return found


def one_of(*names: str) -> Callable[[str], str]:
    """One of these words, in any case."""

    def parse(text: str) -> str:
        if text.lower() not in names:
            raise WrongValueError("one of " + ", ".join(names))
        return text.lower()

    return parse
