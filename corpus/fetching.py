"""Addresses to files: what is on the web is fetched, kept, and asked for again only where it has changed.

The only network access there is, and only for addresses that whoever runs the service has named. A host's name
is resolved once and the connection made to that very address, so that no name can lead to another one than was
checked; the same holds for every address that a reply points on to.
"""

from __future__ import annotations

import codecs
import hashlib
import ipaddress
import json
import logging
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

from corpus.errors import SourceError
from corpus.reading import LARGEST, Fetched

log = logging.getLogger("kotae")

#: Media types that are read -> how the kept copy's name ends.
SUFFIXES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_AGENT = "Kotae (+self-hosted question answering)"
#: Seconds for one connection to answer, and for all of one source.
_PATIENCE, _DEADLINE = 15.0, 90.0
_MOST_REDIRECTS = 5
_CHUNK = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
#: IPv6 addresses that stand for IPv4 ones behind a translator.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class _DownError(Exception):
    """The source can't be had just now; a copy from before will do."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of a copy: what its server calls this version of it."""

    address: str
    suffix: str
    etag: str | None
    last_modified: str | None
    #: ISO 8601, in UTC.
    fetched_at: str


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: HTTPMessage
    body: bytes


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not of this machine, a private net or a special use."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour or ip.teredo or ip in _TRANSLATED:
            return False
    return ip.is_global and not ip.is_multicast


def fetch_all(addresses: Iterable[str], store: Path) -> tuple[Fetched, ...]:
    """The newest copies of all these, kept in the store; see `Fetcher.fetch`."""
    fetcher = Fetcher(store / "fetched")
    return tuple(map(fetcher.fetch, addresses))


class Fetcher:
    """Keeps copies of addresses in a folder. `may_reach` says of an IP address whether it may be connected to."""

    def __init__(self, folder: Path, *, may_reach: Callable[[str], bool] = is_public) -> None:
        self._folder, self._may_reach = folder, may_reach

    def fetch(self, address: str) -> Fetched:
        """The newest copy of what is at the address: the one from before where it hasn't changed or is down.

        Raises SourceError where there is none, it is gone, too large, of another kind, or at a forbidden place.
        """
        kept = self._kept(address)
        try:
            reply = self._get(address, _conditions(kept))
        except _DownError as error:
            if kept is None:
                raise SourceError(address, f"it can't be fetched ({error}): try again later") from error
            log.warning("%s can't be fetched (%s): the copy of %s is used", address, error, kept.fetched_at)
            return self._copy(kept)
        if reply.status == HTTPStatus.NOT_MODIFIED and kept is not None:
            return self._copy(kept)
        if reply.status in _GONE:
            raise SourceError(address, f"there is nothing at this address ({reply.status}): mend it or leave it out")
        if reply.status != HTTPStatus.OK:
            raise SourceError(address, f"it may not be fetched ({reply.status}): mend the address or leave it out")
        return self._keep(address, reply)

    def _path(self, address: str, suffix: str) -> Path:
        return self._folder / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}{suffix}"

    def _kept(self, address: str) -> _Kept | None:
        with suppress(OSError, ValueError, TypeError):
            kept = _Kept(**json.loads(self._path(address, ".json").read_text("utf-8")))
            if self._path(address, kept.suffix).is_file():
                return kept
        return None

    def _copy(self, kept: _Kept) -> Fetched:
        return Fetched(kept.address, self._path(kept.address, kept.suffix))

    def _keep(self, address: str, reply: _Reply) -> Fetched:
        kind = reply.headers.get_content_type()
        if kind not in SUFFIXES:
            raise SourceError(address, f"{kind} can't be read: name a page, a text, a PDF or a Word document")
        kept = _Kept(
            address, SUFFIXES[kind], reply.headers["ETag"], reply.headers["Last-Modified"],
            datetime.now(UTC).isoformat(timespec="seconds"),
        )  # fmt: skip
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _replace(self._path(address, kept.suffix), _in_utf8(reply))
            _replace(self._path(address, ".json"), json.dumps(asdict(kept)).encode())
        except OSError as error:
            raise SourceError(address, f"its copy can't be kept in {self._folder} ({error.strerror})") from error
        return self._copy(kept)

    def _get(self, address: str, headers: Mapping[str, str]) -> _Reply:
        """The reply at the end of all redirections."""
        deadline = time.monotonic() + _DEADLINE
        here = address
        for _ in range(_MOST_REDIRECTS + 1):
            parts = _checked(here, address)
            reply = self._ask(parts, headers, address, deadline)
            if reply.status not in _REDIRECTS:
                return reply
            there = urljoin(here, reply.headers.get("Location", ""))
            if parts.scheme == "https" and not there.startswith("https:"):
                raise SourceError(address, "it leads from https to http: name where it leads to, or leave it out")
            here = there
        raise SourceError(address, f"it leads on more than {_MOST_REDIRECTS} times: name where it leads to")

    def _ask(self, parts: SplitResult, headers: Mapping[str, str], source: str, deadline: float) -> _Reply:
        assert parts.hostname is not None
        port = parts.port or (443 if parts.scheme == "https" else 80)
        connection = _Connection(parts.hostname, port, self._resolved(parts.hostname, port, source))
        connection.context = ssl.create_default_context() if parts.scheme == "https" else None
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        closed = ExitStack()
        closed.callback(connection.close)
        try:
            connection.request("GET", target, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity", **headers})
            response = closed.enter_context(connection.getresponse())
            if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status == HTTPStatus.TOO_MANY_REQUESTS:
                raise _DownError(f"its server answers {response.status}")
            body = _read(response, connection, source, deadline) if response.status == HTTPStatus.OK else b""
            return _Reply(response.status, response.headers, body)
        except ssl.SSLCertVerificationError as error:
            raise SourceError(source, f"its server can't prove who it is ({error.verify_message})") from error
        except (OSError, HTTPException, UnicodeError) as error:
            raise _DownError(getattr(error, "strerror", None) or str(error) or type(error).__name__) from error
        finally:
            closed.close()

    def _resolved(self, host: str, port: int, source: str) -> str:
        """The host's IP address, if all that it has may be reached."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise _DownError(f"{host} isn't known") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not all(map(self._may_reach, addresses)):
            raise SourceError(source, f"{host} is not on the open internet: put a copy of the file beside the others")
        return addresses[0]


class _Connection(HTTPConnection):
    """A connection to one IP address, whatever the host's name leads to by now."""

    context: ssl.SSLContext | None = None

    def __init__(self, host: str, port: int, ip: str) -> None:
        super().__init__(host, port, timeout=_PATIENCE)
        self._ip = ip

    def connect(self) -> None:
        """Connect to the address that was checked; the certificate is checked against the name."""
        self.sock = socket.create_connection((self._ip, self.port), self.timeout)
        if self.context is not None:
            self.sock = self.context.wrap_socket(self.sock, server_hostname=self.host)


def _checked(address: str, source: str) -> SplitResult:
    """The address in its parts. Raises SourceError where it is none that may be fetched."""
    try:
        parts = urlsplit(address)
        fine = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        fine = False
    if not fine or not address.isascii() or any(c.isspace() for c in address):
        raise SourceError(source, f"{address} is no http or https address: mend it")
    if parts.username is not None or parts.password is not None:
        raise SourceError(source, "an address with a password in it is not fetched: put a copy beside the others")
    return parts


def _conditions(kept: _Kept | None) -> dict[str, str]:
    """What makes a server answer that nothing has changed."""
    asked = {"Accept": ", ".join(SUFFIXES)}
    if kept is not None and kept.etag:
        asked["If-None-Match"] = kept.etag
    if kept is not None and kept.last_modified:
        asked["If-Modified-Since"] = kept.last_modified
    return asked


def _read(response: HTTPResponse, connection: HTTPConnection, source: str, deadline: float) -> bytes:
    """The reply's body. Raises SourceError where it is too large, _DownError where it takes too long."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise SourceError(source, "it is only sent compressed: put a copy of the file beside the others")
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > LARGEST:
            raise SourceError(source, f"it is larger than {LARGEST // 2**20} MiB: name a smaller one")
        if time.monotonic() > deadline:
            raise _DownError(f"it isn't there after {_DEADLINE:.0f} seconds")
    if response.length:
        raise _DownError("it broke off")
    return bytes(body)


def _in_utf8(reply: _Reply) -> bytes:
    """The body; text in the encoding that its server names, in UTF-8."""
    charset = reply.headers.get_content_charset()
    if reply.headers.get_content_maintype() != "text" or charset is None:
        return reply.body
    with suppress(LookupError, UnicodeDecodeError):
        name = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(codecs.lookup(charset).name, charset)
        return reply.body.decode(name).encode()
    return reply.body


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
