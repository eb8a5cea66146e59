"""The command line: `kotae`. Heavy imports stay inside the commands, so that --help comes at once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from corpus.errors import DamagedError
from service import __version__
from service.commands.diffing import diff
from service.commands.ending import run
from service.commands.evaluating import evaluate
from service.commands.history import generations, rollback
from service.commands.options import ANSWERING, AS_JSON, ASKING, BUILD, INDEX, building, example, takes
from service.commands.reviewing import gaps
from service.commands.watching import beside, watch
from service.settings import SETTINGS, Settings, load

if TYPE_CHECKING:
    from pydantic import BaseModel

    from index.build import BuildResult
    from index.searcher import Searcher
    from index.store import Store
    from service.web.queries import AskBody

_Shape = TypeVar("_Shape", bound="BaseModel")
_T = TypeVar("_T")

_SERVE = tuple(setting.field for setting in SETTINGS)

_TOP_K = click.option(
    "-k", "top_k", type=click.IntRange(1, 50), default=5, show_default=True, help="How many passages to give."
)
_QUESTION = click.argument("question")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example("kotae build notes/ report.txt", 'kotae ask "When was it signed?"'),
)
@click.version_option(__version__, prog_name="kotae")
def cli() -> None:
    """Answers over documents, each tied to the exact words of the source."""


@cli.command(epilog=example("kotae build notes/ report.txt"))
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Build even where nothing changed, and serve it whatever the gate says.")
@AS_JSON
@takes(*BUILD)
def build(sources: tuple[Path, ...], force: bool, as_json: bool, **options: str | None) -> None:
    """Build an index from files and folders, and serve it from then on."""
    settings = load(options)
    from corpus.fetching import fetch_all  # noqa: PLC0415
    from index.build import build as build_index  # noqa: PLC0415
    from service.commands.progress import progress_bar  # noqa: PLC0415
    from service.commands.terminal import as_json as to_json  # noqa: PLC0415
    from service.commands.terminal import counted  # noqa: PLC0415
    from service.upkeep.gate import Gate  # noqa: PLC0415
    from service.upkeep.jobs import Jobs  # noqa: PLC0415
    from service.upkeep.outcomes import recorded  # noqa: PLC0415

    store, paths = _store(settings), sources or settings.sources
    with progress_bar() as progress:
        gate = Gate(store, paths, settings.gate, reader=settings.reader, tell=progress)

        def work() -> BuildResult:
            fetched = fetch_all(settings.fetch, store.folder)
            return build_index(
                (*paths, *fetched), store, settings.model,
                force=force, keep=settings.keep, progress=progress, approve=gate,
            )  # fmt: skip

        result = recorded(Jobs(store.folder), work)
    counts = dict(result.counts)
    if as_json:
        said = {"generation": result.generation, "changed": result.changed, "counts": counts, "unmet": result.unmet}
        click.echo(to_json(said))
    elif result.changed:
        click.echo(f"Built generation {result.generation}: {counted(counts)}.")
    else:
        click.echo(f"Nothing changed: generation {result.generation} is served.")
    for line in () if as_json else result.unmet:
        click.echo(f"kotae: {line}", err=True)


@cli.command(epilog=example("kotae serve --port 8080 --workers 2"))
@takes(*_SERVE)
def serve(**options: str | None) -> None:
    """Answer over HTTP; builds the index first where there is none that this version reads."""
    settings = load(options)
    from service.web import server  # noqa: PLC0415

    listener = server.bind(settings.host, settings.port)
    with suppress(DamagedError):  # then the last good one is served
        if not _store(settings).is_readable():
            _first_build(settings)
    with beside(settings) if settings.watch else nullcontext():
        server.serve(settings, listener)


def _first_build(settings: Settings) -> None:
    """Build in a process of its own: what a build loads must not be there when workers are forked."""
    command = [sys.executable, "-P", "-m", "service.commands.cli", "build", *building(settings)]
    status = subprocess.call(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own program
    if status:
        raise click.exceptions.Exit(status)


@cli.command(epilog=example('kotae ask "When was it signed?"', "echo 'Who signed it?' | kotae ask -"))
@_QUESTION
@_TOP_K
@click.option("--history", type=click.File("rb"), metavar="FILE",
              help='What was asked before, as JSON: [{"question": …, "answer": …}, …].')  # fmt: skip
@click.option("--as-of", metavar="DAY", help="The day that it is asked for, such as 2024-05; else the sources' own.")
@AS_JSON
@takes(*ANSWERING)
def ask(
    question: str, top_k: int, history: BinaryIO | None, as_of: str | None, as_json: bool, **options: str | None
) -> None:
    """Answer a QUESTION; - reads it from standard input."""
    settings = load(options)
    from service.answers.manner import manner_of  # noqa: PLC0415
    from service.answers.quotes import standing  # noqa: PLC0415
    from service.commands.terminal import ask_text  # noqa: PLC0415
    from service.dialogue.dialogue import reply_to  # noqa: PLC0415
    from service.web import wire  # noqa: PLC0415

    asked, talk = _checked(question), _talk(history, as_of)
    before = [(turn.question, turn.answer) for turn in talk.history]
    searcher = _searcher(settings)
    began = time.perf_counter()
    manner = manner_of(settings)
    reply = reply_to(asked, searcher, history=before, as_of=talk.as_of, top_k=top_k, manner=manner)
    found = standing(reply, searcher.generation.documents)
    took_ms = round((time.perf_counter() - began) * 1000, 2)
    if as_json:
        _echo_json(wire.ask_reply(found, took_ms, searcher.generation.documents))
    else:
        click.echo(ask_text(found, searcher.generation))


@cli.command(epilog=example('kotae search "research vessel" -k 3 --mode lexical'))
@_QUESTION
@_TOP_K
@click.option(
    "--mode",
    type=click.Choice(["hybrid", "dense", "lexical"]),
    default="hybrid",
    show_default=True,
    help="By meaning and words, or by one of them.",
)
@AS_JSON
@takes(*ASKING)
def search(question: str, top_k: int, mode: Any, as_json: bool, **options: str | None) -> None:
    """Rank the passages for a QUESTION; - reads it from standard input."""
    settings = load(options)
    from service.answers.quotes import standing_hits  # noqa: PLC0415
    from service.commands.terminal import search_text  # noqa: PLC0415
    from service.web import wire  # noqa: PLC0415

    asked = _checked(question)
    searcher = _searcher(settings)
    began = time.perf_counter()
    hits = standing_hits(searcher.generation.documents, searcher.search(asked, top_k=top_k, mode=mode))
    took_ms = round((time.perf_counter() - began) * 1000, 2)
    if as_json:
        _echo_json(wire.search_reply(asked, hits, searcher.generation.id, took_ms, searcher.generation.documents))
    else:
        click.echo(search_text(hits, searcher.generation.documents) if hits else "No passage shares a word with that.")


@cli.command(epilog=example("kotae facts --type agreement --date-from 2015 --csv > agreements.csv"))
@click.option("--type", "type", metavar="TYPE", help="A fact type, such as agreement.")
@click.option("--party", metavar="WORDS", help="Words of a party's name.")
@click.option("--date-from", metavar="DATE", help="From this day, month or year on.")
@click.option("--date-to", metavar="DATE", help="Up to this day, month or year.")
@click.option("--place", metavar="WORDS", help="Words of the place.")
@click.option("-q", "q", metavar="WORDS", help="Words of the fact.")
@click.option("--sort", metavar="ORDER", help="position, date, -date, value, -value or label.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many; all by default.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@AS_JSON
@takes(*INDEX)
def facts(as_csv: bool, as_json: bool, limit: int | None, **given: str | None) -> None:
    """List the facts that the sources state."""
    settings = load({name: given.pop(name) for name in INDEX})
    if as_csv and as_json:
        raise click.UsageError("--csv and --json exclude each other.")
    from service.commands.terminal import fact_line, table_text  # noqa: PLC0415
    from service.web import wire  # noqa: PLC0415
    from service.web.csvtable import every_fact, table  # noqa: PLC0415
    from service.web.queries import FactsQuery  # noqa: PLC0415

    query = _valid(FactsQuery, **{name: value for name, value in given.items() if value is not None}).query()
    store = _store(settings)
    generation = _good(store, store.published)
    found = tuple(islice(every_fact(generation, query), limit))
    if as_csv:
        click.echo(table_text(table(found)) if sys.stdout.isatty() else table(found), nl=False)
    elif as_json:
        _echo_json(wire.facts_reply(found, len(found), None, generation.id, generation.documents))
    else:
        for fact in found:
            click.echo(fact_line(fact))


cli.add_command(diff)
cli.add_command(evaluate)
cli.add_command(watch)
cli.add_command(gaps)
cli.add_command(generations)
cli.add_command(rollback)


def _store(settings: Settings) -> Store:
    from index.store import Store  # noqa: PLC0415

    return Store(settings.store)


def _searcher(settings: Settings) -> Searcher:
    from index.searcher import Searcher  # noqa: PLC0415

    store = _store(settings)
    return _good(store, partial(Searcher.open, store, reader=settings.reader))


def _good(store: Store, opened: Callable[[str], _T]) -> _T:
    """What is served, opened; where it is damaged the last good one before it, and a word of that."""
    found, trouble = store.last_good(opened)
    if trouble is not None:
        click.echo(f"kotae: {trouble}; the last good generation answers instead", err=True)
    return found


def _checked(question: str) -> str:
    """The question, from standard input where it is "-"; what can't be asked is misuse."""
    from service.web.queries import SearchQuery  # noqa: PLC0415

    return _valid(SearchQuery, q=_standard_input() if question == "-" else question).q


def _talk(file: BinaryIO | None, as_of: str | None) -> AskBody:
    """The questions and answers of a file, and the day, checked as the API checks them."""
    from service.web.queries import AskBody  # noqa: PLC0415

    try:
        turns = json.loads(file.read(1_000_000)) if file else ()
    except ValueError:
        raise click.UsageError("--history: the file is not JSON.") from None
    turns = tuple(turns) if isinstance(turns, list) else turns
    return _valid(AskBody, question="-", history=turns, as_of=as_of)


def _standard_input() -> str:
    if sys.stdin is None:
        raise click.UsageError("standard input is closed.")
    try:
        return sys.stdin.buffer.read(1_000_000).decode()
    except UnicodeDecodeError:
        raise click.UsageError("standard input is not UTF-8.") from None


def _valid(shape: type[_Shape], **fields: Any) -> _Shape:
    """The fields checked as the API checks them; what is wrong with them is misuse."""
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        return shape.model_validate(fields)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)[0]
        name = "question" if wrong["loc"] == ("q",) and len(fields) == 1 else ".".join(map(str, wrong["loc"]))
        raise click.UsageError(f"{name}: {wrong['msg']}." if name else f"{wrong['msg']}.") from None


def _echo_json(reply: BaseModel) -> None:
    from service.commands.terminal import as_json  # noqa: PLC0415

    click.echo(as_json(reply.model_dump()))


def main() -> None:
    """Run the command line, and end with its exit status."""
    sys.exit(run(cli))


if __name__ == "__main__":
    main()
