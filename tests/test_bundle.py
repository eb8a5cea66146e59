"""Modules joined into one script: each once, in order, and nothing that would mean something else there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from standin import ROOT

from service.web.bundle import joined


def written(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text)
    return folder


def test_each_module_stands_once_after_what_it_imports(tmp_path: Path) -> None:
    written(
        tmp_path,
        main='/*! What it is. */\nimport { b } from "./b.js";\nimport { a } from "./a.js";\nb(a);\n',
        b='import { a } from "./a.js";\nexport function b(one) {}\n',
        a="export const a = 1;\n",
    )
    assert joined(tmp_path, "main.js") == (
        '/*! What it is. */\n(() => {\n"use strict";\n\nconst a = 1;\n\nfunction b(one) {}\n\nb(a);\n})();\n'
    )


@pytest.mark.parametrize(
    ("main", "other", "told"),
    [
        ('import { b } from "./other.js";\n', "export const a = 1;\n",
         "main.js imports b, which other.js doesn't export"),
        ('import { a } from "./other.js";\nconst c = 1;\n', "export const a = 1;\nlet c;\n",
         "declared in more than one module: c"),
        ('import { a } from "./other.js";\n', 'import { b } from "./main.js";\nexport const a = 1;\n',
         "main.js imports itself by way of main.js and other.js"),
        ('import * as a from "./other.js";\n', "", "main.js: this import or export can't be joined: import * as a"),
        ("export default 1;\n", "", "main.js: this import or export can't be joined: export default 1;"),
    ],
)  # fmt: skip
def test_what_cannot_be_joined_is_named(tmp_path: Path, main: str, other: str, told: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the words are checked below
        joined(written(tmp_path, main=main, other=other), "main.js")
    assert str(error.value).startswith(told)


@pytest.mark.parametrize("language", ["hindi", "japanese"])
def test_every_language_has_the_same_words(language: str) -> None:
    said, english = (
        re.findall(r"^  (\w+):", (ROOT / "static" / "widget" / f"{name}.js").read_text("utf-8"), re.MULTILINE)
        for name in (language, "english")
    )
    assert said == english
    assert len(english) > 50
