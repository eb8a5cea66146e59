"""What a hostile client sends: bytes, from random numbers alone, so that a seed tells all of them again."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

API = "/api/v1"
_PATHS = ("ask", "search", "facts", "documents", "index", "gaps", "index/diff", "index/jobs/x", "facts/x", "passages/x",
          "documents/x", "feedback", "index/rebuild", "index/rollback", "healthz", "nothing")  # fmt: skip
_WRITES = ("ask", "feedback", "index/rebuild", "index/rollback")
_ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, 2**63, -0.0, "", " ", "\0", "\ud800", "\u202e", "\u200b",
    "x" * 1001, "日" * 400, "\r\nX: y",
    "<script>alert(1)</script>", "' OR 1=1; --", '"a" NEAR(b) *', "%00%ff", "{{7*7}}", "${jndi:ldap://x}", [], {},
    [[]], {"a": {}}, [None] * 50, "=cmd|' /C calc'!A0", "🏮" * 300, "A" * 999, "a b " * 240,
)  # fmt: skip
_FIELDS = ("question", "top_k", "filters", "as_of", "history", "helpful", "comment", "generation", "force", "q",
           "document_id", "__proto__", "constructor", "", "question\0")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attack:
    """One request as it goes over the wire; the pieces are sent with a pause between them."""

    family: str
    method: str
    target: str
    pieces: tuple[bytes, ...]


def attacks(seed: int) -> Iterator[Attack]:
    """Attacks without end, of each family in turn."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    while True:
        for family in _FAMILIES:
            method, target, *pieces = family(chance)
            yield Attack(family.__name__.strip("_"), method, target, tuple(pieces))


def _request(method: str, target: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace") + body


def _posted(target: str, body: bytes, media_type: str = "application/json", **more: str) -> tuple[Any, ...]:
    headers = {"Host": "a", "Content-Type": media_type, "Content-Length": str(len(body))}
    return "POST", target, _request("POST", target, headers | more, body)


def _got(target: str, **more: str) -> tuple[Any, ...]:
    return "GET", target, _request("GET", target, {"Host": "a"} | more)


def _write(chance: random.Random) -> str:
    return f"{API}/{chance.choice(_WRITES)}"


def _deep(chance: random.Random) -> tuple[Any, ...]:
    depth = chance.choice((10, 100, 900, 1100, 5000, 30_000))
    left, right = chance.choice((("[", "]"), ('{"a":', "}"), ('{"filters":', "}"), ('[{"history":', "}]")))
    body = left * depth + "1" + right * depth * chance.randint(0, 1)
    if chance.random() < 0.5:
        body = '{"question": "a", "filters": ' + body + "}"
    return _posted(_write(chance), body.encode()[:65_000])


def _wrong_types(chance: random.Random) -> tuple[Any, ...]:
    body = {chance.choice(_FIELDS): chance.choice(_ODD) for _ in range(chance.randint(0, 4))}
    if chance.random() < 0.7:
        body.setdefault("question", chance.choice(("a", *_ODD)))
    return _posted(_write(chance), json.dumps(body).encode())


def _mangled(chance: random.Random) -> tuple[Any, ...]:
    body = bytearray(b'{"question": "When was it signed?", "top_k": 5, "filters": {"heading": "a"}}')
    for _ in range(chance.randint(1, 6)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return _posted(_write(chance), bytes(body[: chance.randint(1, len(body))]))


def _bad_utf8(chance: random.Random) -> tuple[Any, ...]:
    bad = chance.choice(
        (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xfe\xff\0a", b"\xef\xbb\xbf{}")
    )
    return _posted(_write(chance), b'{"question": "' + bad * chance.randint(1, 20) + b'"}')


def _sizes(chance: random.Random) -> tuple[Any, ...]:
    size = chance.choice((0, 1, 65_535, 65_536, 65_537, 200_000, 3_000_000))
    return _posted(_write(chance), chance.choice((b" ", b"\0", b"x", b"[", b'"')) * size)


def _media_types(chance: random.Random) -> tuple[Any, ...]:
    kinds = ("", "text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data; boundary=x",
             "application/x-www-form-urlencoded", "application/json/json", "x" * 500,
             "application/problem+json")  # fmt: skip
    return _posted(_write(chance), b'{"question": 5}', chance.choice(kinds))


def _paths(chance: random.Random) -> tuple[Any, ...]:
    tricks = ("../", "..%2f", "%2e%2e/", "%252e%252e%252f", "//", "/./", "%00", "%ff", "%c0%af", ";a=b", "\\..\\",
    "%5c..%5c",
              "static/../", "documents/../../etc/passwd", "facts/'--", "index/jobs/..%2f..%2fx", "\x7f", "#x", "?",
              "é")  # fmt: skip
    target = "/" + "".join(chance.choice((*tricks, API[1:] + "/", *_PATHS)) for _ in range(chance.randint(1, 5)))
    return _got(target)


def _queries(chance: random.Random) -> tuple[Any, ...]:
    names = (
        "q",
        "top_k",
        "mode",
        "limit",
        "cursor",
        "type",
        "sort",
        "date_from",
        "date_to",
        "party",
        "a",
        "b",
        "heading",
    )
    values = ("", "%", "%zz", "%ff", "%00", "0", "-1", "1e9", "9" * 30, "0001-01-01", "2024-13", "a" * 5000,
    "%F0%9F%8F%AE",
              "hybrid", "-date", "=1", "&&", "[]", "null", "*", "%22a%22", "2020", "agreement", "5")  # fmt: skip
    path = chance.choice(("ask", "search", "facts", "facts", "facts", "gaps", "index/diff", "documents"))
    pairs = (f"{chance.choice(names)}={chance.choice(values)}" for _ in range(chance.randint(0, 5)))
    return _got(f"{API}/{path}?{'&'.join(pairs)}")


def _methods(chance: random.Random) -> tuple[Any, ...]:
    method = chance.choice(
        ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", "PROPFIND", "BREW", "A" * 30, "get", "G\0T")
    )
    target = f"{API}/{chance.choice(_PATHS)}"
    return method, target, _request(method, target, {"Host": "a"})


def _headers(chance: random.Random) -> tuple[Any, ...]:
    tricks = (
        ("Host", "evil.example"), ("Host", ""), ("Host", "a b"), ("X-Forwarded-For", "' OR 1"), ("X-Forwarded-Proto",
         "gopher"),
        ("X-Forwarded-Host", "evil"), ("Accept", "*" * 2000), ("Accept", "text/csv;q=nan, */*;q=-1"),
         ("Accept-Encoding", "br;q=x"),
        ("Accept-Encoding", "gzip;q=0, *"), ("If-None-Match", '"' * 500), ("If-None-Match", "*"), ("Range",
         "bytes=0-,5-"),
        ("Authorization", "Bearer "), ("Authorization", "Bearer " + "x" * 4000), ("Authorization", "Digest a=b"),
         ("Expect", "100-continue"),
        ("Expect", "the-moon"), ("Upgrade", "h2c"), ("Connection", "upgrade"), ("Cookie", "a=" + "b" * 4000),
         ("Origin", "null"),
        ("X-Request-Id", "\x01"), ("X-Request-Id", "{}" * 40), ("Content-Length", "1"), ("Content-Length", "-1"),
         ("Content-Length", "0x5"),
        ("Content-Length", "9" * 40), ("Transfer-Encoding", "gzip"), ("Transfer-Encoding", "chunked, chunked"),
         ("X" * 200, "y"),
        ("X-Big", "z" * 9000), ("If-Modified-Since", "yesterday"), ("Content-Encoding", "gzip"), ("Script-Name",
         "/x"), ("Proxy", "http://x"),
    )  # fmt: skip
    more = dict(chance.sample(tricks, chance.randint(1, 3)))
    method = chance.choice(("GET", "GET", "POST", "HEAD"))
    target = f"{API}/{chance.choice(_PATHS)}"
    return method, target, _request(method, target, {"Host": "a"} | more)


def _lines(chance: random.Random) -> tuple[Any, ...]:
    odd = (b"hello\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\0\r\n\r\n",
    b"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", b"\x16\x03\x01\r\n\r\n",
           b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"GET / HTTP/1.1\r\n Host: a\r\n\r\n",
           b"GET http://evil/ HTTP/1.1\r\nHost: a\r\n\r\n",
           b"GET / HTTP/1.1\nHost: a\n\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
           b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n",
           b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
           b"CONNECT a:1 HTTP/1.1\r\n\r\n")  # fmt: skip
    return "", "", chance.choice(odd)


def _chunked(chance: random.Random) -> tuple[Any, ...]:
    head = {"Host": "a", "Content-Type": "application/json", "Transfer-Encoding": "chunked"}
    body = b'{"question": 5}'
    chunks = (b"f\r\n" + body + b"\r\n0\r\n\r\n", b"zz\r\n", b"-1\r\n\r\n", b"ffffffffffff\r\n",
    b"1\r\n{\r\n" * 50 + b"0\r\n\r\n",
              b"f;ext=" + b"x" * 3000 + b"\r\n" + body + b"\r\n0\r\n\r\n", b"f\r\n" + body + b"XX0\r\n\r\n",
              b"11170\r\n" + b" " * 70_000 + b"\r\n0\r\n\r\n",
              b"f\r\n" + body + b"\r\n0\r\nTrailer: x\r\n\r\n", b"0\r\n\r\n")  # fmt: skip
    target = _write(chance)
    return "POST", target, _request("POST", target, head, chance.choice(chunks))


def _trickled(chance: random.Random) -> tuple[Any, ...]:
    method, target, whole = _posted(_write(chance), b'{"question": 5}')
    cuts = sorted(chance.sample(range(1, len(whole)), 3))
    pieces = (whole[start:end] for start, end in zip((0, *cuts), (*cuts, len(whole)), strict=True))
    return method, target, *pieces


def _broken_off(chance: random.Random) -> tuple[Any, ...]:
    method, target, whole = _posted(_write(chance), b'{"question": "a"}')
    return method, target, whole[: chance.randint(1, len(whole) - 1)]


def _asked(chance: random.Random) -> tuple[Any, ...]:
    words = (
        "when",
        "signed",
        "\u202e",
        "\u200d",
        "<b>",
        "AND",
        "NOT",
        "NEAR",
        "*",
        '"',
        "(",
        "日本",
        "🏮",
        "-1",
        "2007",
        "e\u0301",
        "\ufdd0",
        "''",
    )
    question = " ".join(chance.choice(words) for _ in range(chance.randint(1, 60)))
    return _posted(f"{API}/ask", json.dumps({"question": question, "top_k": chance.randint(1, 50)}).encode())


_FAMILIES: tuple[Callable[[random.Random], tuple[Any, ...]], ...] = (
    _deep, _wrong_types, _mangled, _bad_utf8, _sizes, _media_types, _paths, _queries, _methods, _headers, _lines,
    _chunked, _paths, _queries, _headers, _wrong_types, _trickled, _broken_off, _asked,
)  # fmt: skip
