"""The widget's modules, joined into the one script that a page loads.

A module imports by name, `import { a, b } from "./other.js";`, and exports where it declares. Joined, they share one
scope, each after those it imports: so no two may declare the same name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_IMPORT = re.compile(r'^import \{ ([^}]+) \} from "\./([\w-]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:const|let|class|function|async function) (\w+))", re.M)
_DECLARED = re.compile(r"^(?:const|let|class|function|async function) (\w+)", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)


@dataclass(frozen=True, slots=True)
class _Module:
    name: str
    imports: tuple[tuple[str, frozenset[str]], ...]
    exports: frozenset[str]
    body: str


def joined(folder: Path, entry: str) -> str:
    """One classic script that does what `entry` does as a module; the entry's first comment stands on top.

    Raises ValueError, naming the module, for what can't be joined so.
    """
    modules = _in_order(folder, entry)
    _check(modules)
    banner, end, rest = modules[-1].body.partition("*/\n")
    bodies = [*(module.body for module in modules[:-1]), rest]
    return f'{banner}{end}(() => {{\n"use strict";\n\n' + "\n".join(bodies) + "})();\n"


def _in_order(folder: Path, entry: str) -> list[_Module]:
    """The entry and all that it imports, each once, after what it imports itself."""
    found: dict[str, _Module] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"{name} imports itself by way of {' and '.join(above)}")
        module = _read(folder, name)
        for other, _ in module.imports:
            if other not in found:
                visit(other, (*above, name))
        found[name] = module

    visit(entry, ())
    return list(found.values())


def _read(folder: Path, name: str) -> _Module:
    text = (folder / name).read_text("utf-8")
    imports = tuple((other, frozenset(re.findall(r"\w+", names))) for names, other in _IMPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    return _Module(name, imports, frozenset(_EXPORT.findall(text)), body)


def _check(modules: list[_Module]) -> None:
    exports = {module.name: module.exports for module in modules}
    for module in modules:
        if left := _LEFT.search(module.body):
            raise ValueError(f"{module.name}: this import or export can't be joined: {left[0]}")
        for other, names in module.imports:
            if missing := names - exports[other]:
                raise ValueError(f"{module.name} imports {', '.join(sorted(missing))}, which {other} doesn't export")
    declared = Counter(name for module in modules for name in _DECLARED.findall(module.body))
    if twice := [name for name, count in declared.items() if count > 1]:
        raise ValueError(f"declared in more than one module: {', '.join(twice)}")
