"""``quiz config``: the settings of the program and of decks."""

import click

from quiz import config, deck_settings
from quiz.actions import ACTIONS
from quiz.cli.options import shared_options
from quiz.cli.output import say, say_json, table
from quiz.errors import QuizError
from quiz.filters import checked
from quiz.locale import _
from quiz.program import Program
from quiz.text import one_line


@click.group("config", help=_("Show or change the settings of the program, or with --deck of a deck."))
@shared_options
def command() -> None:
    """Group the three commands."""


_TABLES = (config.KEYS, config.SEARCHES, config.FILTERS)
"""The parts of the settings that are shown as a whole by their names."""


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
    values = deck_settings.shown(program.deck(deck).settings) if deck else _program_values(program, name or "")
    if name in _TABLES:
        name = None
    if name is not None and name not in values:
        raise QuizError(
            _("There is no setting “{name}”.").format(name=one_line(name)),
            _("These exist: {names}.").format(names=", ".join(map(one_line, values)) or "–"),
        )
    chosen = {name: values[name]} if name is not None else values
    if as_json:
        say_json(chosen)
    elif name is not None:
        say(values[name])
    elif values:
        say(table([[one_line(key), one_line(value), _explanation(key, deck)] for key, value in values.items()]))


def _explanation(name: str, deck: str) -> str:
    if any(config.query_of(name)):
        return ""
    action = config.action_of(name)
    if action:
        return _(ACTIONS[action].does)
    return _(deck_settings.DECK_SETTINGS[name].explanation if deck else config.SETTINGS[name].explanation)


def _program_values(program: Program, name: str) -> dict[str, str]:
    """Return the settings of the program, or those of a table, such as the keys, where one of these is asked for."""
    loaded = program.config
    table_name = name.partition(".")[0]
    if table_name in (config.SEARCHES, config.FILTERS):
        kept = loaded.searches if table_name == config.SEARCHES else loaded.filters
        return {f"{table_name}.{one}": query for one, query in sorted(kept.items())}
    if table_name == config.KEYS:
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
        return
    table_name, query = config.query_of(name)
    if table_name == config.FILTERS:
        kept = checked(program, query, value)
        name, value = kept.setting, kept.query
    program.change(name, value)
    say(f"{name} = {value}")
