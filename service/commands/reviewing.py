"""`kotae gaps`: what people asked in vain."""

from __future__ import annotations

import click

from service.commands.options import AS_JSON, INDEX, example, takes
from service.settings import load


@click.command(epilog=example("kotae gaps --limit 5"))
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True, help="How many to tell of.")
@AS_JSON
@takes(*INDEX, "feedback_days")
def gaps(limit: int, as_json: bool, **options: str | None) -> None:
    """Show what people asked in vain: unanswered and disliked questions, similar ones together."""
    settings = load(options)
    from service.commands.terminal import as_json as to_json  # noqa: PLC0415
    from service.commands.terminal import gap_text  # noqa: PLC0415
    from service.web import wire  # noqa: PLC0415
    from service.web.feedback import Feedback  # noqa: PLC0415
    from service.web.gaps import gaps as found_in  # noqa: PLC0415

    found = found_in(Feedback(settings.store, days=settings.feedback_days).complaints())
    if as_json:
        click.echo(to_json(wire.gaps_reply(found, limit).model_dump()))
    elif found:
        click.echo("\n\n".join(map(gap_text, found[:limit])))
    else:
        click.echo("Nobody asked in vain.")
