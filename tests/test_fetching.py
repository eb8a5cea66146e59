"""Sources on the web: asked for again only where they changed, and never from a place that isn't public."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from papers import column, docx, para, pdf

from corpus import fetching
from corpus.errors import SourceError
from corpus.fetching import Fetcher, is_public
from corpus.reading import Fetched, read_sources
from service.settings import load

PAGE = b"<title>The Tides | Norhaven</title><p>The tide ebbs."


@dataclass
class Shown:
    """What the server shows at a path."""

    body: bytes = PAGE
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    status: int = 200
    #: Of the body, as it is announced; None is its real one.
    length: int | None = None


class Site:
    """A server on this machine: what it shows, and the headers of every request that came."""

    def __init__(self) -> None:
        self.shown: dict[str, Shown] = {}
        self.seen: list[dict[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def stop(self) -> None:
        """Go down: from now on nobody answers."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def _handler(site: Site) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - the handler's own `self` is another
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.seen.append(dict(self.headers))
                shown = site.shown.get(self.path, Shown(b"", {}, 404))
                tag, date = shown.headers.get("ETag"), shown.headers.get("Last-Modified")
                known = (tag and self.headers.get("If-None-Match") == tag) or (
                    date and self.headers.get("If-Modified-Since") == date
                )
                self.send_response(304 if known else shown.status)
                for name, value in shown.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(shown.body) if shown.length is None else shown.length))
                self.end_headers()
                self.wfile.write(b"" if known else shown.body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
                """Say nothing."""

        return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.stop()


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    """One that may reach this machine, as none outside of tests may."""
    return Fetcher(tmp_path, may_reach=lambda address: address == "127.0.0.1")


def fails(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(SourceError) as caught:
        fetcher.fetch(address)
    assert caught.value.source == address
    return caught.value.reason


def test_a_page_is_fetched_and_read_under_its_address(site: Site, fetcher: Fetcher) -> None:
    site.shown["/notes/tides?page=2"] = Shown()
    fetched = fetcher.fetch(f"{site.url}/notes/tides?page=2")
    (document,) = read_sources([fetched])
    assert (document.id, document.source) == (f"{site.url[7:]}/notes/tides-page=2", f"{site.url}/notes/tides?page=2")
    assert (document.title, document.text) == ("The Tides", "The tide ebbs.")


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/plain; charset=iso-8859-1", "Brücke".encode("cp1252"), "Brücke"),
        ("text/markdown", b"*The* tide", "The tide"),
        ("application/pdf", pdf(column("The tide ebbs.")), "The tide ebbs."),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx(para("Tide.")), "Tide."),
    ],
)
def test_what_it_is_is_told_by_its_media_type(site: Site, fetcher: Fetcher, kind: str, body: bytes, text: str) -> None:
    site.shown["/a"] = Shown(body, {"Content-Type": kind})
    (document,) = read_sources([fetcher.fetch(f"{site.url}/a")])
    assert (document.text, document.title) == (text, "a")


@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_what_has_not_changed_is_not_sent_again(site: Site, fetcher: Fetcher, header: str) -> None:
    value = {"ETag": '"v1"', "Last-Modified": "Wed, 01 May 2024 10:00:00 GMT"}[header]
    site.shown["/a"] = Shown(headers={"Content-Type": "text/html", header: value})
    first = fetcher.fetch(f"{site.url}/a")
    before = first.file.stat()
    assert fetcher.fetch(f"{site.url}/a") == first
    assert first.file.stat().st_mtime_ns == before.st_mtime_ns
    asked = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[header]
    assert [seen.get(asked) for seen in site.seen] == [None, value]


def test_what_has_changed_is_fetched_anew(site: Site, fetcher: Fetcher) -> None:
    site.shown["/a"] = Shown(headers={"Content-Type": "text/html", "ETag": '"v1"'})
    fetcher.fetch(f"{site.url}/a")
    site.shown["/a"] = Shown(b"The tide flows.", {"Content-Type": "text/plain", "ETag": '"v2"'})
    assert fetcher.fetch(f"{site.url}/a").file.read_bytes() == b"The tide flows."


@pytest.mark.parametrize("trouble", ["down", "error", "broken off"])
def test_while_a_server_is_down_the_copy_from_before_is_used(
    site: Site, fetcher: Fetcher, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    site.shown["/a"] = Shown()
    address = f"{site.url}/a"
    first = fetcher.fetch(address)
    if trouble == "down":
        site.stop()
    else:
        site.shown["/a"] = Shown(status=503) if trouble == "error" else Shown(length=10_000)
    assert fetcher.fetch(address) == first
    assert first.file.read_bytes() == PAGE
    assert f"{address} can't be fetched (" in caplog.text


def test_without_a_copy_a_server_that_is_down_is_an_error(site: Site, fetcher: Fetcher) -> None:
    site.stop()
    assert fails(fetcher, f"{site.url}/a") == "it can't be fetched (Connection refused): try again later"


def test_what_is_gone_forbidden_or_of_another_kind_is_an_error_although_there_is_a_copy(
    site: Site, fetcher: Fetcher
) -> None:
    site.shown["/a"] = Shown()
    address = f"{site.url}/a"
    fetcher.fetch(address)
    site.shown["/a"] = Shown(status=410)
    assert fails(fetcher, address).startswith("there is nothing at this address (410)")
    site.shown["/a"] = Shown(status=403)
    assert fails(fetcher, address).startswith("it may not be fetched (403)")
    site.shown["/a"] = Shown(headers={"Content-Type": "image/png"})
    assert fails(fetcher, address) == "image/png can't be read: name a page, a text, a PDF or a Word document"
    site.shown["/a"] = Shown(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    assert fails(fetcher, address).startswith("it is only sent compressed")


def test_what_is_too_large_is_refused(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 2**20)
    site.shown["/a"] = Shown(b"x" * (2**20 + 1))
    assert fails(fetcher, f"{site.url}/a") == "it is larger than 1 MiB: name a smaller one"


def test_redirections_are_followed_a_few_times(site: Site, fetcher: Fetcher) -> None:
    site.shown["/a"] = Shown(b"", {"Location": "/b"}, 302)
    site.shown["/b"] = Shown()
    assert fetcher.fetch(f"{site.url}/a").file.read_bytes() == PAGE
    site.shown["/c"] = Shown(b"", {"Location": "/c"}, 301)
    assert fails(fetcher, f"{site.url}/c").startswith("it leads on more than 5 times")


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest", "http://127.0.0.2:1/", "http://[::1]/", "ftp://a.example/", "file:///etc/passwd"],
)
def test_no_redirection_leads_to_a_place_that_may_not_be_reached(site: Site, fetcher: Fetcher, target: str) -> None:
    site.shown["/a"] = Shown(b"", {"Location": target}, 302)
    reason = fails(fetcher, f"{site.url}/a")
    assert "is not on the open internet" in reason or "is no http or https address" in reason
    assert len(site.seen) == 1


def test_this_machine_is_out_of_reach_unless_a_test_allows_it(site: Site, tmp_path: Path) -> None:
    site.shown["/a"] = Shown()
    assert fails(Fetcher(tmp_path), f"{site.url}/a") == (
        "127.0.0.1 is not on the open internet: put a copy of the file beside the others"
    )
    assert site.seen == []


def test_a_host_with_any_private_address_is_refused_and_resolved_once(
    fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [["127.0.0.1", "10.0.0.1"], ["127.0.0.1"]]

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in answers[min(len(asked), 2) - 1]]

    port = site.url.rpartition(":")[2]
    site.shown["/a"] = Shown()
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert "is not on the open internet" in fails(fetcher, f"http://a.example:{port}/a")
    assert fetcher.fetch(f"http://a.example:{port}/a").file.read_bytes() == PAGE
    # The connection was made to the number: the name was asked for only to be checked.
    assert asked[:2] == ["a.example", "a.example"]
    assert "a.example" not in asked[2:]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fd00::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:93.184.215.14", True), ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_only_the_open_internet_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "address",
    ["https://user:secret@a.example/", "http://", "https://a.example/b c", "http://a.example:99999/", "gopher://a"],
)
def test_what_is_no_plain_address_is_refused(fetcher: Fetcher, address: str) -> None:
    reason = fails(fetcher, address)
    assert "is no http or https address" in reason or "with a password in it" in reason


def test_a_damaged_copy_is_fetched_anew(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    site.shown["/a"] = Shown(headers={"Content-Type": "text/html", "ETag": '"v1"'})
    fetched = fetcher.fetch(f"{site.url}/a")
    fetched.file.unlink()
    assert fetcher.fetch(f"{site.url}/a").file.read_bytes() == PAGE
    fetched.file.with_suffix(".json").write_text("{")
    assert fetcher.fetch(f"{site.url}/a").file.read_bytes() == PAGE
    assert json.loads(fetched.file.with_suffix(".json").read_text())["etag"] == '"v1"'


def test_namesakes_and_bare_hosts_have_ids_too(tmp_path: Path) -> None:
    copies = [tmp_path / f"{number}.txt" for number in range(3)]
    for copy in copies:
        copy.write_text("Tide.")
    addresses = ("https://a.example", "https://a.example/b/", "https://a.example/b/c?d=1&e=/")
    found = read_sources([Fetched(address, copy) for address, copy in zip(addresses, copies, strict=True)])
    assert [one.id for one in found] == ["a.example/index", "a.example/b", "a.example/b/c-d=1-e=-"]


def test_nothing_is_fetched_unless_it_is_named(tmp_path: Path) -> None:
    assert load({}, {}).fetch == ()
    with pytest.raises(SourceError, match=r"^https://a\.example/b\.html: what is on the web is only fetched where"):
        read_sources([Path("https://a.example/b.html")])


def test_who_names_only_addresses_gets_no_shipped_document() -> None:
    named = {"KOTAE_FETCH": "https://a.example http://b.example/c https://a.example"}
    settings = load({}, named)
    assert (settings.fetch, settings.sources) == (("https://a.example", "http://b.example/c"), ())
    assert load({"sources": "notes"}, named).sources == (Path("notes"),)
