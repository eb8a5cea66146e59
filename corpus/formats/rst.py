"""reStructuredText, by way of the HTML that docutils makes of it."""

from __future__ import annotations

import re

from docutils.core import publish_parts
from docutils.nodes import Element, Text, classifier, container, literal, literal_block, paragraph
from docutils.parsers.rst import Directive, directives
from docutils.readers import standalone
from docutils.transforms import Transform
from docutils.utils import SystemMessage

from corpus.formats.decoding import clean
from corpus.formats.html import read_html
from corpus.formats.markup import Marked
from corpus.formats.plain import read_plain

#: Nothing is read from other files, nothing is passed through as it is, nothing is coloured, and no warning is put
#: into the text: most of Sphinx's own directives and roles are unknown here.
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
#: Directives of Sphinx that hold prose, and what a reader sees before it.
_SHOWN = {
    "versionadded": "Added in version",
    "versionchanged": "Changed in version",
    "deprecated": "Deprecated since version",
    "seealso": "See also:",
}
#: A reference or a role that nothing is known of: `words`_, `words <target>`_, :role:`~words`.
_UNRESOLVED = re.compile(r"(?::[\w:+.-]+:)?`~?([^`<>]+?)(?:\s*<[^`<>]*>)?`_{0,2}")
_FOOTNOTE = re.compile(r'<span class="label">((?:(?!</?p>).)*?)</span>\s*<p>')


def read_rst(text: str) -> Marked:
    """The text of a reStructuredText file; as plain text where it isn't well-formed enough to be parsed."""
    for name in _SHOWN:
        directives.register_directive(name, _Shown)
    try:
        parts = publish_parts(text, reader=_Reader(), writer="html5", settings_overrides=_SETTINGS)
    except (SystemMessage, ValueError, AttributeError, RecursionError):
        return read_plain(text)
    return read_html(_FOOTNOTE.sub(r"<p>\1 ", clean(parts["html_body"])))


class _Shown(Directive):  # type: ignore[misc]  # docutils ships no types
    """A directive that reads as its words and its content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[Element]:
        words, _ = self.state.inline_text(" ".join(("", *self.arguments)), self.lineno)
        shown = container("", paragraph("", "", Text(_SHOWN[self.name]), *words))
        self.state.nested_parse(self.content, self.content_offset, shown)
        return [shown]


class _Spoken(Transform):  # type: ignore[misc]  # the same
    """Puts into words what is left to a style sheet, and takes off the marks of what can't be resolved."""

    default_priority = 890

    def apply(self) -> None:
        for node in list(self.document.findall(classifier)):
            node.insert(0, Text(" : "))
        for text in list(self.document.findall(Text)):
            if "`" in text and not isinstance(text.parent, literal | literal_block):
                text.parent.replace(text, Text(_UNRESOLVED.sub(r"\1", text)))


class _Reader(standalone.Reader):  # type: ignore[misc]  # the same
    """docutils' own reader of whole documents, with the transform above."""

    def get_transforms(self) -> list[type[Transform]]:
        return [*super().get_transforms(), _Spoken]
