"""When two notes count as mixed up: for drills, for home and for the statistics alike."""

from datetime import timedelta

SINCE = timedelta(days=90)
"""How long ago two notes may have been mixed up, at most, to be drilled."""

OFTEN = 2
"""How often two notes have to be mixed up before that is told, or a drill of them advised."""

IN_A_ROW = 2
"""How often each note of a pair has to be told apart from the other in a row."""
