"""The query language in one table, for the help and the README."""

from quiz.locale import _, mark

_CONSTRUCTS = (
    ("timeout", mark("Some field contains the word; case and full or half width don't matter.")),
    ("请求", mark("Chinese text is found within other text.")),
    ('"a phrase"', mark('Some field contains the phrase; inside quotes \\" and \\\\ are a quote and a backslash.')),
    ("time*out", mark("* stands for any characters within a word.")),
    ("deck:http", mark("In the deck or below it; any beginning of its name that only it has, in any language.")),
    ("tag:core", mark('With the tag; tag:"" finds notes without any.')),
    ("category:4xx", mark("In the category, by its code or its title.")),
    (
        "meaning:cache",
        mark('The field contains the text, in any language; meaning.en: only that one; meaning:"" empty.'),
    ),
    ("key:404", mark("The key contains the text, whatever its field is called.")),
    ("re:^4\\d\\d$", mark("Some field matches the regular expression; one with spaces stands in quotes.")),
    ("direction:key", mark("Asked in this direction.")),
    ("is:new", mark("New: never answered, or reset.")),
    ("is:learning", mark("In learning steps, the first time or again.")),
    ("is:review", mark("In review.")),
    ("is:due", mark("In review, due today or before, and neither suspended nor buried.")),
    ("is:suspended", mark("Suspended.")),
    ("is:buried", mark("Buried beyond today.")),
    ("is:flagged", mark("With a flag.")),
    ("is:leech", mark("Of a note that is forgotten again and again.")),
    ("stability<3d interval>=2w", mark("Days; d, w, m and y are days, weeks, months of 30 days and years of 365.")),
    ("retrievability<80%", mark("How likely the card is remembered today; 0.8 is the same.")),
    ("difficulty>7 lapses>=4 reps=0", mark("FSRS's difficulty from 1 to 10, how often forgotten, how often answered.")),
    ("due<=2d due<2026-11-25", mark("Due within two days or longer ago; before a date. due<0d is overdue.")),
    (
        "added<1w reviewed>3d changed>=2026-11-25",
        mark(
            "Added within the last week, today included; last answered more than three days ago; changed since a date."
        ),
    ),
    ("rated:again<3d", mark("Given this rating within the last three days, today included; rated:again at any time.")),
    ("confused:301", mark("Mixed up with the note of this key: its answer was given there, or that one's here.")),
    ("a b", mark("Both; “and” may stand between them.")),
    ("a or b", mark("At least one of them; “and” binds closer than “or”.")),
    ("-a not a", mark("Not this.")),
    ("(a or b) c", mark("Brackets hold together.")),
)


def described() -> list[tuple[str, str]]:
    """Return each construct of the language, as an example, with one line about it in the interface language."""
    return [(construct, _(line)) for construct, line in _CONSTRUCTS]
