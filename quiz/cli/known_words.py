"""The words of the command line that are the program's own, so that a report on a mistake can have them."""

from collections.abc import Iterator

import click

from quiz.cli.app import COMMANDS, main


def known_words() -> frozenset[str]:
    """Return the names of all commands and options, and the values that an option can only have."""
    commands = [main, *(command for name in COMMANDS if (command := main.get_command(click.Context(main), name)))]
    return frozenset(word for command in commands for word in _words(command)) | frozenset(COMMANDS)


def _words(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from (*parameter.opts, *parameter.secondary_opts)
        if isinstance(parameter.type, click.Choice):
            yield from map(str, parameter.type.choices)
    if isinstance(command, click.Group) and command is not main:
        yield from command.commands
        for each in command.commands.values():
            yield from _words(each)
