"""A service that says what a test tells it to: slowly, out of order, wrongly or not at all.

It serves the project's own static files and templates under the strict Content-Security-Policy, and canned
replies in the public shapes, about the invented document of `accord`.
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import jinja2
from accord import DOCUMENT, FACTS, SUGGESTED, answered, problem

import service.web
from service.web.bundle import joined

ROOT = Path(service.web.__file__).parent
WIDGET = joined(ROOT / "static" / "widget", "main.js")
TEMPLATES = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "templates"), autoescape=True)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
#: All that a page elsewhere has to allow.
HOST_POLICY = "default-src 'none'; script-src {origin}; connect-src {origin}; img-src data:"
HOST = """<!doctype html><html lang="{lang}" {more}><meta charset="utf-8"><title>Host</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<main><h1>Host</h1><button id="before">Before</button></main>{body}</html>"""
PAGES = {"/": "index", "/facts": "facts", "/admin": "admin", "/docs": "docs"}
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Canned:
    """One reply; `after` is in seconds, and status 0 hangs up without one."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """One request that came in."""

    call: str
    query: str
    body: Any
    headers: dict[str, str]


class StandIn:
    """The server; a context manager. `say` queues replies for a call, of which the last one stays."""

    def __init__(self, policy: str = POLICY, origins: str | None = None) -> None:
        """Serve on a free port; `origins` is what CORS allows."""
        self.policy = policy
        self.origins = origins
        self.seen: list[Seen] = []
        self.pages: dict[str, tuple[str, str]] = {}
        self._replies: dict[str, deque[Canned]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        self.say("POST /api/v1/ask", answered())
        self.say("POST /api/v1/feedback", {"status": "kept"})
        self.say("GET /api/v1/facts", {"facts": FACTS, "total": 3, "next_cursor": None, "generation": "g1"})
        self.say("GET /api/v1/suggestions", {"questions": SUGGESTED, "feedback": True, "generation": "g1"})
        self.say("GET /api/v1/documents", {"documents": [DOCUMENT], "generation": "g1"})
        self.say("GET /api/v1/documents/accord", DOCUMENT)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """Go down: connections are refused from now on."""
        self._server.shutdown()
        self._server.server_close()

    def say(
        self,
        call: str,
        *bodies: Any,
        status: int = 200,
        after: float = 0.0,
        headers: dict[str, str] | None = None,
    ) -> None:
        """Reply to `call`, such as "POST /api/v1/ask", with these from now on."""
        self._replies[call] = deque()
        for body in bodies:
            self.also(call, body, status=status, after=after, headers=headers)

    def also(
        self,
        call: str,
        body: Any,
        *,
        status: int = 200,
        after: float = 0.0,
        headers: dict[str, str] | None = None,
    ) -> None:
        """Queue one more reply to `call`."""
        self._replies[call].append(Canned(body, status, headers or {}, after))

    def bodies(self, call: str) -> list[Any]:
        """What the requests of this call sent, in order."""
        return [one.body for one in self.seen if one.call == call]

    def host(
        self,
        attributes: str = "",
        *,
        body: str | None = None,
        lang: str = "en",
        more: str = "",
        policy: str = POLICY,
    ) -> str:
        """The address of a foreign-looking page that embeds the widget with one line of these attributes."""
        line = f'<script src="{self.url}widget.js" defer {attributes}></script>'
        page = HOST.format(lang=lang, more=more, body=line if body is None else body)
        self.pages["/host"] = (page, policy)
        return f"{self.url}host"

    def canned(self, call: str) -> Canned:
        """The next reply to this call."""
        replies = self._replies.get(call)
        if not replies:
            return Canned(problem(404, "There is nothing at this address."), 404)
        return replies.popleft() if len(replies) > 1 else replies[0]

    def file(self, path: str) -> tuple[bytes, str] | None:
        """A page or static file of the project: (bytes, type)."""
        if path == "/widget.js":
            return WIDGET.encode(), TYPES[".js"]
        if path.startswith("/static/"):
            name = ROOT / path.lstrip("/")
            return (name.read_bytes(), TYPES[name.suffix]) if name.is_file() else None
        template = "document" if path.startswith("/documents/") else PAGES.get(path)
        if template is None:
            return None
        page = TEMPLATES.get_template(f"{template}.html").render(request=SimpleNamespace(path=path))
        return page.encode(), "text/html"


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            if path in stand_in.pages:
                html, policy = stand_in.pages[path]
                self._send(200, html.encode(), "text/html", {"Content-Security-Policy": policy})
            elif found := stand_in.file(path):
                self._send(200, *found, {"Content-Security-Policy": stand_in.policy})
            else:
                self._say(path)

        def do_POST(self) -> None:
            self._say(unquote(urlsplit(self.path).path))

        def do_OPTIONS(self) -> None:
            self._send(204, b"", "text/plain", {"Access-Control-Allow-Headers": "Content-Type"})

        def _say(self, path: str) -> None:
            call = f"{self.command} {path}"
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            query = urlsplit(self.path).query
            stand_in.seen.append(Seen(call, query, json.loads(sent) if sent else None, dict(self.headers)))
            canned = stand_in.canned(call)
            time.sleep(canned.after)
            if canned.status == 0:
                self.close_connection = True
                return
            kind = "application/json" if canned.status < 400 else "application/problem+json"
            body = canned.body.encode() if isinstance(canned.body, str) else json.dumps(canned.body).encode()
            self._send(canned.status, body, kind, canned.headers)

        def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
            try:
                self.send_response(status)
                for name, value in {
                    "Content-Type": f"{kind}; charset=utf-8",
                    **headers,
                    **self._cors(),
                }.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the page gave up first, as some tests want it to

        def _cors(self) -> dict[str, str]:
            if stand_in.origins is None:
                return {}
            return {
                "Access-Control-Allow-Origin": stand_in.origins,
                "Access-Control-Expose-Headers": "Retry-After",
            }

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    return Handler
