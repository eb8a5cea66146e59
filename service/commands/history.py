"""The commands `kotae generations` and `kotae rollback`: the builds that can be served, and going back to one."""

from __future__ import annotations

import click

from service.commands.options import AS_JSON, INDEX, example, takes
from service.settings import load


@click.command(epilog=example("kotae generations"))
@AS_JSON
@takes(*INDEX)
def generations(as_json: bool, **options: str | None) -> None:
    """List the builds that can be served, the latest first; * marks the one that is."""
    from corpus.errors import NoIndexError  # noqa: PLC0415
    from index.store import Store  # noqa: PLC0415
    from service.commands.terminal import as_json as to_json  # noqa: PLC0415
    from service.commands.terminal import manifest_line  # noqa: PLC0415

    store = Store(load(options).store)
    history, current = store.history(), store.current_id()
    if current is None:
        raise NoIndexError(str(store.folder))
    if as_json:
        rows = [
            {"id": one.id, "built_at": one.built_at, "served": one.id == current, "counts": dict(one.counts)}
            for one in history
        ]
        click.echo(to_json(rows))
    else:
        for one in history:
            click.echo(manifest_line(one, served=one.id == current))


@click.command(epilog=example("kotae rollback"))
@click.argument("generation", required=False)
@takes(*INDEX)
def rollback(generation: str | None, **options: str | None) -> None:
    """Serve an earlier GENERATION again: the previous one where none is named."""
    from index.store import Store  # noqa: PLC0415

    name = Store(load(options).store).rollback(generation)
    click.echo(f"Generation {name} is served again.")
