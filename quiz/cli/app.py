"""The commands, each loaded only when it is called, and what happens when one fails."""

import os
import sys
from importlib import import_module
from typing import IO, Any, TextIO, cast

import click

from quiz import __version__
from quiz.cli import INTERRUPTED, has_screen, unicode_streams
from quiz.cli.options import new_program, shared_options
from quiz.cli.output import warn
from quiz.errors import QuizError, unforeseen
from quiz.locale import _, mark
from quiz.program import Program
from quiz.reasons import reason_text
from quiz.text import literal

COMMANDS: dict[str, tuple[str, str]] = {
    "study": ("quiz.cli.study", mark("Study what is due.")),
    "due": ("quiz.cli.due", mark("Show how many cards are to be studied today.")),
    "decks": ("quiz.cli.decks", mark("List the decks.")),
    "import": ("quiz.cli.import_", mark("Import a deck from a file, or bring one up to date.")),
    "export": ("quiz.cli.export", mark("Write a deck to a file.")),
    "add": ("quiz.cli.add", mark("Add a note to a deck.")),
    "browse": ("quiz.cli.browse", mark("Find cards or notes.")),
    "stats": ("quiz.cli.stats", mark("Show progress.")),
    "backup": ("quiz.cli.backup", mark("Make a backup of the database, or list the backups.")),
    "restore": ("quiz.cli.restore", mark("Bring the database back from a backup.")),
    "doctor": ("quiz.cli.doctor", mark("Examine the database, and repair it.")),
    "config": ("quiz.cli.config", mark("Show or change settings.")),
}
"""Every command: the module that has it, as ``command``, and what it does."""


class Commands(click.Group):
    """A group that knows its commands' names and summaries without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, the most used first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        command.options_metavar = _("[OPTIONS]")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their summaries."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(summary)) for name, (_module, summary) in COMMANDS.items()])


@click.group(
    cls=Commands,
    invoke_without_command=True,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("[COMMAND] [ARGS]..."),
    help=_("Flashcards and quizzes in the terminal, for people who prepare for technical interviews."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@shared_options
@click.version_option(__version__, prog_name="quiz", message="%(prog)s %(version)s", help=_("Show the version."))
@click.pass_context
def main(context: click.Context) -> None:
    """Without a command, open the app; where there is no terminal for it, show the decks and what to type."""
    if context.invoked_subcommand is None:
        program = context.ensure_object(Program)
        if has_screen():
            from quiz.cli.start import open_app

            open_app(program)
        else:
            from quiz.cli.decks import show_start

            show_start(program)


def invoke(arguments: list[str]) -> int:
    """Run the commands and return the exit status; every failure becomes a message."""
    unicode_streams()
    program = new_program()
    try:
        status = main.main(arguments, prog_name="quiz", standalone_mode=False, obj=program)
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        error.show(cast("IO[Any]", _Literally(sys.stderr)))
        return error.exit_code
    except QuizError as error:
        warn(error)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except click.Abort as error:  # of a person who was asked and said no, unless something else has caused it
        return INTERRUPTED if error.__cause__ else 1
    except BrokenPipeError:
        _write_nowhere()
        return 1
    except Exception as error:
        warn(_unwritten(error) if isinstance(error, OSError) and error.filename is None else unforeseen(error))
        return 1
    finally:
        program.close()


class _Literally:
    """A stream in whose lines nothing acts on the terminal: click repeats what was typed on the command line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        return self._stream.write(literal(text))

    def flush(self) -> None:
        """Pass on what was written."""
        self._stream.flush()


def _unwritten(error: OSError) -> QuizError:
    """Return the error of what is printed: files that are read and written have their own."""
    _write_nowhere()
    return QuizError(
        _("Standard output cannot be written: {reason}.").format(reason=reason_text(error)),
        _("Free some space, or let it go elsewhere."),
    )


def _write_nowhere() -> None:
    """Let what is still to be printed at the end of the program be no second error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
