"""Small PDFs and Word documents, written by hand: each test sees all that is in them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Type:
    """A line of type: its words, where it begins, counted from the top left in points, and how it is set."""

    text: str
    x: float = 72
    y: float = 72
    size: float = 11
    bold: bool = False


def column(*lines: str, x: float = 72, y: float = 100, size: float = 11, leading: float = 1.2) -> list[Type]:
    """Lines below each other."""
    return [Type(line, x, y + number * size * leading, size) for number, line in enumerate(lines)]


def pdf(*pages: Sequence[Type], title: str = "", trailer: str = "", stream: bytes | None = None) -> bytes:
    """A PDF of these pages, 612 by 792 points; `stream` stands for every page's compressed content."""
    objects: list[str | bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title}) >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
            f"/Contents {7 + 2 * number} 0 R >>"
        )
        content = stream or zlib.compress("\n".join(map(_shown, page)).encode("cp1252"))
        head = f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + content + b"\nendstream")
    return _laid(objects, trailer)


def _shown(line: Type) -> str:
    text = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F{1 + line.bold} {line.size} Tf {line.x} {792 - line.y} Td ({text}) Tj ET"


def _laid(objects: Sequence[str | bytes], trailer: str) -> bytes:
    file = io.BytesIO(b"%PDF-1.4\n")
    file.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        body = content if isinstance(content, bytes) else content.encode("cp1252")
        file.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    file.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R %b >>\n" % (len(objects) + 1, trailer.encode()))
    file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return file.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
_STYLES = f"<w:styles {_W}>" + "".join(
    f'<w:style w:type="paragraph" w:styleId="{style.replace(" ", "")}"><w:name w:val="{style}"/></w:style>'
    for style in ("Title", "heading 1", "heading 2", "toc 1")
) + "</w:styles>"  # fmt: skip
_LEVELS = "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{{0}}"/></w:lvl>' for level in range(3))
_NUMBERING = f"<w:numbering {_W}>" + "".join(
    f'<w:abstractNum w:abstractNumId="{number}">{_LEVELS.format(kind)}</w:abstractNum>'
    for number, kind in enumerate(("bullet", "decimal"), 1)
) + "".join(
    f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2)
) + "</w:numbering>"  # fmt: skip
BULLET, NUMBER = 1, 2


def para(text: str, style: str = "", *, list_: int = 0, level: int = 0, bold: bool = False, gone: bool = False) -> str:
    """A paragraph of a Word document; one that is `gone` was deleted with changes tracked."""
    marks = f'<w:pStyle w:val="{style.replace(" ", "")}"/>' if style else ""
    if list_:
        marks += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'
    tag = "delText" if gone else "t"
    run = f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'
    return f"<w:p><w:pPr>{marks}</w:pPr>{f'<w:del>{run}</w:del>' if gone else run}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of a Word document."""
    cells = ("".join(f"<w:tc>{para(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(*body: str, **parts: bytes) -> bytes:
    """A Word document of these paragraphs and tables, with further parts in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELATIONS)
        packed.writestr("word/document.xml", f"<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>")
        packed.writestr("word/styles.xml", _STYLES)
        packed.writestr("word/numbering.xml", _NUMBERING)
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()
