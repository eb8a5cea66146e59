"""A running service for a browser: the real application over a store, on a free port."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harbour import harbour
from werkzeug.serving import make_server

from index.searcher import Searcher
from service.settings import load
from service.web.app import create_app


@contextmanager
def serving(searcher: Searcher, folder: Path, **settings: str) -> Iterator[str]:
    """The address of a service that answers from `searcher`, its store in `folder`."""
    app = create_app(load({"store": str(folder), **settings}, {}), searcher)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[str]:
    """The address of a service over the harbour's documents."""
    with serving(harbour(folder), folder, **settings) as url:
        yield url
