"""What every command shares: the options that may stand before or behind its name."""

from collections.abc import Callable
from typing import Any

import click

from quiz import locale
from quiz.cli.output import caution
from quiz.locale import _
from quiz.program import Program


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all have; they may stand before or behind its name."""
    database = click.option(
        "--database",
        metavar=_("FILE"),
        expose_value=False,
        callback=_remember_database,
        help=_("Use this database instead of the usual one."),
    )
    language = click.option(
        "--lang",
        type=click.Choice(locale.LANGUAGES),
        expose_value=False,
        help=_("The language of the interface."),
    )
    return database(language(command))


def _remember_database(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        context.ensure_object(Program).database = value


def new_program() -> Program:
    """Return the running program of the command line: what is wrong with the settings is said on standard error."""
    return Program(caution)
