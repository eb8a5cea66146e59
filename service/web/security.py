"""Who may call what from where, and what a page may load."""

from __future__ import annotations

import hmac
import ipaddress

from flask import Flask, Response, request
from flask_cors import CORS
from flask_limiter import Limiter
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.middleware.proxy_fix import ProxyFix

from service.settings import Settings
from service.web import ratestore
from service.web.journal import REQUEST_ID
from service.web.problems import problem

API = "/api/v1"
#: Asked by machines that must always get an answer.
ALWAYS = ("/healthz", "/readyz", "/metrics")
#: A browser may tell these to a page of another origin.
_TOLD = ("ETag", "Kotae-Generation", "Location", "Retry-After", "Server-Timing", REQUEST_ID)

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
#: For what is no page: nothing in it is ever run or loaded.
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
#: On every reply.
ALWAYS_SENT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def _headers(response: Response) -> Response:
    page = response.mimetype == "text/html"
    anywhere = request.path == "/widget.js"
    response.headers.update(ALWAYS_SENT)
    response.headers["Content-Security-Policy"] = PAGE_POLICY if page else DATA_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if anywhere else "same-origin"
    return response


def _differs_by_origin(response: Response) -> Response:
    response.vary.add("Origin")
    return response


def register(app: Flask, settings: Settings, counted_in: str | None = None) -> None:
    """Headers on every reply, cross-origin use by allow-list, the names to be called by, and the rate limit.

    `counted_in` is the folder in which several workers count together.
    """
    app.after_request(_headers)
    if settings.proxies:
        believed = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=believed, x_proto=believed)  # type: ignore[method-assign]
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts) or None
    if settings.cors_origins:
        CORS(
            app,
            resources={rf"{API}/.*": {}, r"/widget\.js": {}},
            origins=list(settings.cors_origins),
            methods=["GET", "POST", "OPTIONS"],
            allow_headers=["Content-Type", "If-None-Match", REQUEST_ID],
            expose_headers=list(_TOLD),
            always_send=False,
            max_age=600,
        )
        app.after_request(_differs_by_origin)
    if settings.rate_limit:
        here = "memory://" if counted_in is None else ratestore.address(counted_in)
        _limit(app, settings.rate_limit, settings.rate_store or here)


def client() -> str:
    """Whom a call is counted for: an IPv4 address, or the /64 that an IPv6 address is out of."""
    shown = request.remote_addr or "unknown"
    try:
        address = ipaddress.ip_address(shown.partition("%")[0])
    except ValueError:
        return shown
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.IPv6Network((int(address), 64), strict=False))
    return shown


def _limit(app: Flask, rate: str, store: str) -> None:
    """At most `rate` API calls for each client, counted over a moving window in `store`."""
    limiter = Limiter(
        client,
        app=app,
        application_limits=[rate],
        strategy="moving-window",
        storage_uri=store,
        headers_enabled=True,
        in_memory_fallback_enabled=True,
    )

    @limiter.request_filter
    def unlimited() -> bool:
        # A browser asks OPTIONS before a call from another origin: both together are one call.
        preflight = request.method == "OPTIONS"
        return preflight or not request.path.startswith(API) or request.path.removeprefix(API) in ALWAYS


def check_admin(token: str | None) -> None:
    """Raises Forbidden where no token is set, and Unauthorized where the call doesn't carry it."""
    if token is None:
        raise Forbidden(response=problem(403, "Admin calls are off: start the service with KOTAE_ADMIN_TOKEN set."))
    shown = request.authorization
    if shown is None or shown.type != "bearer" or not hmac.compare_digest((shown.token or "").encode(), token.encode()):
        challenge = {"WWW-Authenticate": 'Bearer realm="kotae"'}
        raise Unauthorized(response=problem(401, "Send Authorization: Bearer and the admin token.", headers=challenge))
