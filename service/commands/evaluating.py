"""The command `kotae evaluate`: how good the built index is, and whether it is good enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KotaeError
from service.commands.options import ANSWERING, AS_JSON, example, takes
from service.settings import load

if TYPE_CHECKING:
    from index.searcher import Searcher
    from service.answers.manner import Manner
    from service.measuring.gold import GoldFile
    from service.measuring.report import Report

#: A figure's name, and what it must come to.
Bound = tuple[str, float]


def _bounds(context: click.Context, option: click.Parameter, given: Sequence[str]) -> tuple[Bound, ...]:
    """METRIC=VALUE, taken apart."""
    found = []
    for text in given:
        name, equals, value = text.rpartition("=")
        try:
            found.append((name.strip(), float(value)))
        except ValueError:
            equals = ""
        if not equals or not name.strip():
            raise click.BadParameter(f"{text!r} isn't METRIC=VALUE, such as 'passage hit@1=0.8'.")
    return tuple(found)


@click.command(
    epilog=example(
        "kotae evaluate questions.jsonl facts.jsonl --min 'passage hit@1=0.8'",
        "kotae evaluate squad.json --every 10 --ablate",
        "kotae evaluate questions.jsonl --folds 5 --picture figures.svg",
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--min", "least", multiple=True, metavar="METRIC=VALUE", callback=_bounds,
              help="End with 1 where a figure of a file is lower; may be given again.")  # fmt: skip
@click.option("--max", "most", multiple=True, metavar="METRIC=VALUE", callback=_bounds,
              help="End with 1 where a figure of a file is higher; may be given again.")  # fmt: skip
@click.option("--ablate", is_flag=True, help="Switch each stage of the ranking off in turn: what does it gain?")
@click.option("--every", type=click.IntRange(1), default=1, metavar="N", help="Ask every N-th question only.")
@click.option("--folds", type=click.IntRange(2, 100), metavar="N",
              help="Besides, fit the threshold on all but one of N parts, and measure on that one.")  # fmt: skip
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Draw confidence, risk and abstaining into FILE, as SVG.")  # fmt: skip
@click.option("--misses", type=click.IntRange(0), default=5, show_default=True, metavar="N",
              help="How many of the misses to show.")  # fmt: skip
@AS_JSON
@takes(*ANSWERING)
def evaluate(
    *,
    files: tuple[Path, ...],
    least: tuple[Bound, ...],
    most: tuple[Bound, ...],
    ablate: bool,
    every: int,
    folds: int | None,
    picture: Path | None,
    misses: int,
    as_json: bool,
    **options: str | None,
) -> None:
    """Score the built index on gold questions, gold facts or SQuAD questions in FILE."""
    settings = load(options)
    from index.searcher import Searcher  # noqa: PLC0415
    from index.store import Store  # noqa: PLC0415
    from service.answers.manner import manner_of  # noqa: PLC0415
    from service.commands import scorecard  # noqa: PLC0415
    from service.commands.progress import progress_bar  # noqa: PLC0415
    from service.commands.terminal import as_json as to_json  # noqa: PLC0415
    from service.measuring import gold  # noqa: PLC0415

    given = [gold.every(gold.read_gold(path), every) for path in files]
    searcher = Searcher.open(Store(settings.store), reader=settings.reader)
    with progress_bar() as tell:
        reports = [_report(searcher, one, _Wanted(ablate, folds, manner_of(settings)), tell) for one in given]
    if as_json:
        rows = [scorecard.as_data(report, misses) for report in reports]
        click.echo(to_json({"generation": searcher.generation.id, "files": rows}))
    else:
        click.echo("\n\n".join(scorecard.as_text(report, misses) for report in reports))
    if picture is not None:
        _draw(reports, picture)
    _judge(reports, least, most)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is wanted beside the figures, and how they are asked for."""

    ablate: bool
    folds: int | None
    manner: Manner


def _draw(reports: Sequence[Report], path: Path) -> None:
    """KotaeError where it can't be written."""
    from service.commands.picture import drawn  # noqa: PLC0415

    try:
        path.write_text(drawn([report for report in reports if report.curves]), "utf-8")
    except OSError as error:
        raise KotaeError(f"{path}: can't be written ({(error.strerror or str(error)).lower()})") from error


def _report(searcher: Searcher, gold: GoldFile, wanted: _Wanted, tell: Callable[[str, int, int], None]) -> Report:
    from index.factquery import FactQuery  # noqa: PLC0415
    from service.measuring.ablation import ablate as each_stage  # noqa: PLC0415
    from service.measuring.evaluation import ask_all  # noqa: PLC0415
    from service.measuring.folds import folded  # noqa: PLC0415
    from service.measuring.report import facts_report, questions_report  # noqa: PLC0415
    from service.web.csvtable import every_fact  # noqa: PLC0415

    if gold.facts:
        return facts_report(gold, tuple(every_fact(searcher.generation, FactQuery())))
    if wanted.folds and wanted.folds > len(gold.questions):
        raise click.UsageError(f"--folds: {gold.name} has only {len(gold.questions)} questions.")
    outcomes = ask_all(searcher, gold, partial(tell, "asking"), manner=wanted.manner)
    stages = each_stage(searcher, gold.questions, partial(tell, "ranking")) if wanted.ablate else ()
    parts = folded(searcher, gold, wanted.folds, partial(tell, "asking in folds")) if wanted.folds else None
    return questions_report(gold, outcomes, stages, parts)


def _judge(reports: Sequence[Report], least: Sequence[Bound], most: Sequence[Bound]) -> None:
    """KotaeError, in one sentence, where a figure is out of its bounds; misuse where no file has it."""
    missed = []
    for bounds, sign, said in ((least, 1, "below"), (most, -1, "above")):
        for name, bound in bounds:
            found = [(report.name, report.figures[name].value) for report in reports if name in report.figures]
            values = [(file, value) for file, value in found if value is not None]
            if not values:
                raise click.UsageError(f"no figure of these files is called {name!r}.")
            missed += [
                f"{name} is {value:g} for {file}, {said} {bound:g}"
                for file, value in values
                if sign * value < sign * bound
            ]
    if missed:
        raise KotaeError("; ".join(missed))
