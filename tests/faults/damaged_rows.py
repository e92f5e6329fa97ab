"""Rows that contradict the rules, or have what can't be there at all: how they are made, and what the doctor finds."""

from tests.faults.damaging import Way, rows


def way(name: str, finds: str, *statements: str, notes: float = 1.0) -> Way:
    """A way to damage rows by statements; all of the log has to stay."""
    return Way(name, rows(*statements), 1.0, notes, finds)


ROWS: tuple[Way, ...] = (
    way(
        "a card is not what its log makes of it",
        "card-log",
        "UPDATE card SET reps = reps + 1, lapses = 7 WHERE id % 9 = 0",
    ),
    way("a card is due on no day that exists", "value-card-due_day", "UPDATE card SET due_day = 99999999 WHERE id < 9"),
    way("a card has a phase that does not exist", "value-card-phase", "UPDATE card SET phase = 'x' WHERE id < 9"),
    way("a card has a memory of words", "value-card-stability", "UPDATE card SET stability = 'much' WHERE id < 9"),
    way("a card has a flag that does not exist", "value-card-flag", "UPDATE card SET flag = 12 WHERE id = 3"),
    way("a card rests that is to be asked", "card-rest", "UPDATE card SET retired = 1 WHERE id < 20"),
    way("cards are gone", "orphan-review-card_id", "DELETE FROM card WHERE id % 50 = 7"),
    way(
        "cards that were never answered are gone",
        "card-missing",
        "DELETE FROM card WHERE id NOT IN (SELECT card_id FROM review)",
        "DELETE FROM card WHERE id = (SELECT max(id) FROM card)",
    ),
    way("a card is of a note that is gone", "orphan-card-note_id", "DELETE FROM note WHERE id IN (3, 30)", notes=0.98),
    way("a deck is gone", "orphan-note-deck_id", "DELETE FROM deck WHERE id = 1"),
    way("all decks are gone", "orphan-card-deck_id", "DELETE FROM deck"),
    way("a note type is gone", "orphan-note-type_id", "DELETE FROM note_type WHERE id = 2"),
    way("a note type can't be read", "note-type", "UPDATE note_type SET directions = '[{' WHERE id = 1"),
    way("a note type has fields of numbers", "note-type", "UPDATE note_type SET fields = '[1, 2]' WHERE id = 1"),
    way("the fields of a note are no JSON", "note-fields", """UPDATE note SET fields = '{"term": ' WHERE id = 20"""),
    way("the fields of a note are a list", "note-fields", "UPDATE note SET fields = '[1]' WHERE id = 20"),
    way("the fields of a note are bytes", "value-note-fields", "UPDATE note SET fields = x'ff00fe' WHERE id = 20"),
    way("a note has another key than its text", "note-key", "UPDATE note SET key = 'other' WHERE id = 21"),
    way("a note is not found by its texts", "note-search", "UPDATE note SET search_text = '' WHERE id % 2"),
    way("the tags of a note are not in order", "note-tags", "UPDATE note SET tags = 'a  b' WHERE id = 4"),
    way(
        "a note was changed in a year that can't be",
        "value-note-changed",
        "UPDATE note SET changed = 9e17 WHERE id = 4",
    ),
    way("a text is no UTF-8", "value-note-guid", "UPDATE note SET guid = CAST(x'ffc0' AS TEXT) WHERE id = 8"),
    way("a text has a NUL in it", "value-deck-description", "UPDATE deck SET description = 'a' || char(0) || 'b'"),
    way("the settings of a deck are no JSON", "value-deck-settings", "UPDATE deck SET settings = '{' WHERE id = 2"),
    way(
        "the settings of a deck can't be",
        "deck-settings",
        """UPDATE deck SET settings = '{"new_per_day": -3, "colour": 1, "modes": 7, "desired_retention": """
        """0.8, "parameters": [1]}' WHERE id = 2""",
    ),
    way(
        "the titles of a deck are numbers",
        "deck-settings",
        """UPDATE deck SET titles = '{"en": 1}', categories = '[{}]' WHERE id = 3""",
    ),
    way(
        "an entry of the log has a rating that can't be",
        "value-review-rating",
        "UPDATE review SET rating = 77 WHERE id % 11 = 0",
    ),
    way(
        "an entry of the log has no rating", "value-review-rating", "UPDATE review SET rating = NULL WHERE id % 11 = 0"
    ),
    way(
        "an entry of the log has a kind that can't be",
        "value-review-kind",
        "UPDATE review SET kind = 200 WHERE id % 11 = 0",
    ),
    way(
        "an entry of the log has no time",
        "value-review-time",
        "UPDATE review SET time = 'soon', day = -9999999, utc_offset = 5000 WHERE id % 11 = 0",
    ),
    way(
        "an entry of the log left a phase that can't be",
        "value-review-phase",
        "UPDATE review SET phase = 9, predicted = -4, scheduled_days = -1 WHERE id % 11 = 0",
    ),
    way(
        "an entry of the log is of a card that can't be",
        "value-review-card_id",
        "UPDATE review SET card_id = 'x' WHERE id % 300 = 0",
        "UPDATE review SET card_id = -5 WHERE id = (SELECT max(id) FROM review)",
    ),
    way(
        "an entry of the log was confused with a note that is gone",
        "orphan-review-confused_with",
        "UPDATE review SET confused_with = 9999 WHERE id % 11 = 0",
    ),
    way(
        "an entry of the log has half a memory",
        "review-half-memory",
        "UPDATE review SET stability = 3.0 WHERE id % 11 = 0",
    ),
    way("the counts of days are wrong", "counts-day", "UPDATE day SET good = good + 1"),
    way("counts of days are gone", "counts-hour", "DELETE FROM day WHERE day % 2", "DELETE FROM hour"),
    way(
        "there are counts too many",
        "counts-day",
        "INSERT INTO hour VALUES (5, 1, 3, 1, 1)",
        "INSERT INTO day (day, deck_id, direction, kind, again, hard, good, easy, milliseconds, "
        "cards_new) VALUES ('x', 2, 'y', 9, 1, 1, 1, 1, 1, 1)",
    ),
    way("the number of the device is gone", "meta-device", "DELETE FROM meta WHERE key = 'device'"),
    way("the number of the device is a word", "meta-device", "UPDATE meta SET value = 'x' WHERE key = 'device'"),
    way("the number of the schema is gone", "file", "DELETE FROM meta WHERE key = 'schema'"),
    way("the number of the schema is a word", "file", "UPDATE meta SET value = 'x' WHERE key = 'schema'"),
    way("an index is missing", "schema-missing", "DROP INDEX card_queue", "DROP INDEX review_by_card"),
    way(
        "an index is over other columns",
        "schema-indexes",
        "DROP INDEX card_queue",
        "CREATE INDEX card_queue ON card (flag)",
    ),
    way("the table of hours is missing", "schema-missing", "DROP TABLE hour"),
    way("the table of what is known of the file is missing", "file", "DROP TABLE meta"),
    way("a table lacks a column", "schema-columns", "ALTER TABLE review DROP COLUMN predicted"),
    way(
        "a value is missing that must be there",
        "schema-columns",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'position INTEGER NOT NULL', 'position INTEGER') "
        "WHERE name = 'card'",
        "PRAGMA writable_schema=RESET",
        "UPDATE card SET position = NULL",
    ),
    way(
        "everything at once",
        "value-card-phase",
        "UPDATE card SET phase = 7, note_id = 'x' || id WHERE id % 31 = 0",
        "DELETE FROM deck WHERE id = 2",
        "DELETE FROM note_type WHERE id = 1",
        "UPDATE review SET kind = 'k', rating = 0, card_id = card_id + 10000 WHERE id % 501 = 0",
        "DELETE FROM day",
        "DELETE FROM meta WHERE key = 'device'",
        "UPDATE note SET fields = 'x', tags = x'ff' WHERE id % 40 = 3",
        notes=0.9,
    ),
)
