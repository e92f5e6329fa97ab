"""``quiz config``: the settings of the program and of decks."""

import click

from quiz import config, deck_settings
from quiz.actions import ACTIONS
from quiz.cli.options import shared_options
from quiz.cli.output import say, say_json, table
from quiz.errors import QuizError
from quiz.locale import _
from quiz.program import Program
from quiz.text import one_line


@click.group("config", help=_("Show or change the settings of the program, or with --deck of a deck."))
@shared_options
def command() -> None:
    """Group the three commands."""


_deck_option = click.option("--deck", metavar=_("NAME"), default="", help=_("A deck's settings instead."))


@command.command("path", help=_("Show where the settings file is."))
@shared_options
def path() -> None:
    """Print the path of the settings file."""
    say(str(config.config_path()))


@command.command("get", help=_("Show one setting, or all with what they do."))
@click.argument("name", required=False, metavar=_("[SETTING]"))
@_deck_option
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def get(program: Program, name: str | None, deck: str, as_json: bool) -> None:
    """Print settings."""
    values = deck_settings.shown(program.deck(deck).settings) if deck else _program_values(name or "")
    if name == config.KEYS:
        name = None
    if name is not None and name not in values:
        raise QuizError(
            _("There is no setting “{name}”.").format(name=one_line(name)),
            _("These exist: {names}.").format(names=", ".join(values)),
        )
    chosen = {name: values[name]} if name is not None else values
    if as_json:
        say_json(chosen)
    elif name is not None:
        say(values[name])
    else:
        say(table([[key, value, _explanation(key, deck)] for key, value in values.items()]))


def _explanation(name: str, deck: str) -> str:
    action = config.action_of(name)
    if action:
        return _(ACTIONS[action].does)
    return _(deck_settings.DECK_SETTINGS[name].explanation if deck else config.SETTINGS[name].explanation)


def _program_values(name: str) -> dict[str, str]:
    """Return the settings of the program, or the keys of its actions where one of these is asked for."""
    loaded = config.load()
    for problem in loaded.problems:
        raise problem
    if name.partition(".")[0] == config.KEYS:
        return {key: loaded[key] for key in (f"{config.KEYS}.{action}" for action in ACTIONS)}
    return {name: loaded[name] for name in config.SETTINGS}


@command.command("set", help=_("Change one setting."))
@click.argument("name", metavar=_("SETTING"))
@click.argument("value", metavar=_("VALUE"))
@_deck_option
@shared_options
@click.pass_obj
def set_(program: Program, name: str, value: str, deck: str) -> None:
    """Change a setting of the program, or of a deck."""
    if deck:
        chosen = program.deck(deck)
        changed = deck_settings.changed(chosen.settings, name, value)
        program.store.set_settings(chosen, changed)
        say(f"{name} = {deck_settings.shown(changed)[name]}")
    else:
        config.save(name, value)
        say(f"{name} = {value}")
