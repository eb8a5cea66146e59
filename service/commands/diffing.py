"""The command `kotae diff`: what changed between two generations, and which gold questions it changes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.commands.options import AS_JSON, ASKING, example, takes
from service.settings import load

if TYPE_CHECKING:
    from index.generation import Generation
    from index.store import Store
    from service.commands.reasking import Shift
    from service.measuring.gold import GoldFile


@click.command(epilog=example("kotae diff", "kotae diff 4b38 current --questions gold.jsonl", "kotae diff --json"))
@click.argument("before", default="previous", metavar="[A]")
@click.argument("after", default="current", metavar="[B]")
@click.option("--questions", type=click.Path(path_type=Path), metavar="FILE",
              help="Gold questions to ask both; by default the questions.jsonl beside the sources.")  # fmt: skip
@AS_JSON
@takes("sources", *ASKING)
def diff(before: str, after: str, questions: Path | None, as_json: bool, **options: str | None) -> None:
    """Show what changed from generation A to B: passages, facts, and how gold questions are answered.

    A generation is named by its id, the beginning of it, "current" or "previous".
    """
    settings = load(options)
    from rich.console import Console  # noqa: PLC0415

    from index.difference import difference  # noqa: PLC0415
    from index.store import Store  # noqa: PLC0415
    from service.commands import diffview  # noqa: PLC0415
    from service.commands.terminal import as_json as to_json  # noqa: PLC0415
    from service.commands.watching import source_changes  # noqa: PLC0415
    from service.measuring.gold import read_gold  # noqa: PLC0415
    from service.upkeep.gate import gold_path  # noqa: PLC0415

    store = Store(settings.store)
    old, new = (store.open(store.resolve(name)) for name in (before, after))
    files = [questions] if questions else list(filter(Path.is_file, dict.fromkeys(map(gold_path, settings.sources))))
    gold = [read_gold(path) for path in files]
    shifted = [shift for one in gold for shift in _shifts(store, old, new, one, settings.reader)] if gold else None
    if as_json:
        click.echo(to_json(diffview.as_data(old, new, shifted)))
    else:
        width = None if sys.stdout.isatty() else 100
        console = Console(file=sys.stdout, width=width, highlight=False, markup=False)
        diffview.show(console, source_changes(old.manifest, new.manifest), difference(old, new), shifted)


def _shifts(
    store: Store, before: Generation, after: Generation, gold: GoldFile, reader: str | None
) -> tuple[Shift, ...]:
    from index.searcher import Searcher  # noqa: PLC0415
    from service.commands.progress import progress_bar  # noqa: PLC0415
    from service.commands.reasking import shifts  # noqa: PLC0415

    with progress_bar() as tell:
        return shifts(
            Searcher.over(store, before, reader=reader),
            Searcher.over(store, after, reader=reader),
            gold,
            lambda done, total: tell("asking both", done, total),
        )
