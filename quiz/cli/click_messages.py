"""What click itself says, marked for translation; click asks gettext for it and finds it in our catalogue."""

from quiz.locale import mark

MESSAGES = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("[OPTIONS]"),
    mark("COMMAND [ARGS]..."),
    mark("[COMMAND] [ARGS]..."),
    mark("Show this message and exit."),
    mark("Error: {message}"),
    mark("Try '{command} {option}' for help."),
    mark("Usage: {prog} {args}"),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing command."),
    mark("No such option: {name}"),
    mark("No such option {name!r}."),
    mark("No such command {name!r}."),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("Got unexpected extra argument ({args})"),
    mark("{value!r} is not one of {choices}."),
    mark("{value!r} is not {choice}."),
    mark("Option {name!r} requires an argument."),
    mark("Option {name!r} does not take a value."),
)
