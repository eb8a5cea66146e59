"""reStructuredText, by way of the HTML that docutils makes of it."""

from __future__ import annotations

from docutils.core import publish_parts
from docutils.utils import SystemMessage

from corpus.formats.decoding import clean
from corpus.formats.html import read_html
from corpus.formats.markup import Marked
from corpus.formats.plain import read_plain

#: Nothing is read from other files, nothing is passed through as it is, nothing is coloured, and no warning is put
#: into the text: Sphinx's own directives and roles are unknown here.
_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "syntax_highlight": "none",
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "embed_stylesheet": False,
    "stylesheet_path": None,
    "doctitle_xform": True,
    "sectsubtitle_xform": False,
    "initial_header_level": 2,
    "toc_backlinks": False,
    "_disable_config": True,
}


def read_rst(text: str) -> Marked:
    """The text of a reStructuredText file; as plain text where it isn't well-formed enough to be parsed."""
    try:
        parts = publish_parts(text, writer="html5", settings_overrides=_SETTINGS)
    except (SystemMessage, ValueError, AttributeError, RecursionError):
        return read_plain(text)
    return read_html(clean(parts["html_body"]))
