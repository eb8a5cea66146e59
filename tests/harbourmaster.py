"""Serves the harbour with gunicorn, as `kotae serve` serves an index: `python harbourmaster.py FOLDER`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from flask import Flask
from harbour import open_searcher, publish

from index.store import Store
from service.settings import load
from service.web.server import Server, address_of, bind


class HarbourServer(Server):
    """A server whose searcher has the words' encoder."""

    def load(self) -> Flask:
        """The app, in a worker."""
        from service.web.app import create_app  # noqa: PLC0415 - in the worker alone

        return create_app(self._settings, open_searcher(Store(self._settings.store)), counted_in=str(self._counted_in))


def main(folder: str) -> None:
    """Publish the harbour's documents and serve them with two workers."""
    settings = load({"store": folder, "workers": "2", "log_level": "error"})
    publish(Store(settings.store), "gen1")
    listener = bind("127.0.0.1", 0)
    listener.listen(64)
    with tempfile.TemporaryDirectory() as counted_in:
        HarbourServer(settings, listener, Path(counted_in), address_of(listener)).run()


if __name__ == "__main__":
    main(sys.argv[1])
