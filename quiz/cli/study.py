"""``quiz study``: straight to the first card, on the screen or on lines of text."""

import sys

import click

from quiz.cli import has_screen
from quiz.cli.options import shared_options
from quiz.config import AUTO
from quiz.locale import _
from quiz.modes import MODES
from quiz.program import Program


@click.command("study", help=_("Study what is due today, in all decks or in those named, with their sub-decks."))
@click.argument("decks", nargs=-1, metavar=_("[DECK]..."))
@click.option("--plain", is_flag=True, help=_("Use lines of text, for pipes and screen readers."))
@click.option("--mode", type=click.Choice([AUTO, *MODES]), help=_("How cards are asked."))
@click.option(
    "--siblings", is_flag=True, help=_("When nothing else is left, also ask cards whose sibling was answered today.")
)
@shared_options
@click.pass_obj
def command(program: Program, decks: tuple[str, ...], plain: bool, mode: str | None, siblings: bool) -> None:
    """Study in the app, or on lines of text where there is no terminal for it."""
    if has_screen() and not plain:
        from quiz.cli.start import open_app
        from quiz.tui.start import Start

        open_app(program, Start(decks, mode or "", siblings))
        return
    from quiz.cli.plain import Plain
    from quiz.study import Session

    session = Session(
        program.store,
        program.decks(decks),
        day_start=program.config.day_start,
        language=program.content_language,
        together=siblings,
    )
    Plain(session, program, mode or _default_mode(program)).run()


def _default_mode(program: Program) -> str:
    return program.config["mode"] if sys.stdin.isatty() else "flip"
