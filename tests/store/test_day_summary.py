"""What is done of a day: the counts of a session, and its summary."""

from datetime import timedelta
from pathlib import Path

from quiz.asking import Counts, Manner
from quiz.cards import Rating
from quiz.deck_drafts import NoteDraft
from quiz.drill import Drill
from quiz.modes import Given
from quiz.scheduling.days import DEFAULT_DAY_START
from quiz.store import Store
from quiz.study import Session
from tests.store.support import BOTH_WAYS, Clock, answer_all, answer_next, asked, give, import_terms, keys

ONE_WAY = BOTH_WAYS[:1]


def test_what_is_done_grows_only_when_a_card_is_finished(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["a", "b"], clock.now, directions=ONE_WAY)
    session, found = Session(store), []
    for rating in (Rating.AGAIN, Rating.EASY, Rating.GOOD, Rating.GOOD):
        found.append(session.counts(clock.now))
        answer_next(session, rating, clock.forward(seconds=1))
        assert session.counts(clock.now) == Session(store).counts(clock.now), "also before the next card is asked"
    found.append(session.counts(clock.now))
    assert [counts.done for counts in found] == [0, 0, 1, 1, 2]
    assert {counts.new + counts.learning + counts.due + counts.done for counts in found} == {2}


def test_an_answer_that_is_taken_back_is_not_done(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["a", "b"], clock.now, directions=ONE_WAY)
    session = Session(store)
    answer_next(session, Rating.EASY, clock.now)
    session.undo(clock.now)
    assert session.counts(clock.now) == Counts(new=2, learning=0, due=0, done=0)


def test_a_card_whose_step_ends_after_the_day_is_done(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["a"], clock.now, directions=ONE_WAY)
    clock.now = clock.now.replace(hour=3, minute=55) + timedelta(days=1)
    session = Session(store)
    answer_next(session, Rating.GOOD, clock.now)
    assert session.counts(clock.now) == Counts(new=0, learning=0, due=0, done=1)


def test_only_the_decks_of_the_session_are_done_and_drills_are_not(store: Store, clock: Clock) -> None:
    first = import_terms(store, "A", ["a", "b"], clock.now, directions=ONE_WAY)
    import_terms(store, "B", ["c"], clock.now, directions=ONE_WAY)
    answer_all(Session(store), clock)
    assert Session(store, [first]).counts(clock.now).done == 2
    assert Session(store).counts(clock.now).done == 3
    clock.tomorrow()
    drill = Drill(store, [card.id for card in store.cards()], day_start=DEFAULT_DAY_START)
    question = drill.next(clock.now)
    assert question is not None
    drill.answer(question, drill.reveal(question, clock.now), Rating.GOOD, clock.now, mode="flip")
    session = Session(store)
    assert session.counts(clock.now).done == 0
    assert session.summary(clock.now).cards == 0


def test_a_drill_does_not_make_siblings_wait(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["a"], clock.now)
    drill = Drill(store, [store.cards()[1].id], day_start=DEFAULT_DAY_START)
    question = drill.next(clock.now)
    assert question is not None
    drill.answer(question, drill.reveal(question, clock.now), Rating.GOOD, clock.now, mode="flip")
    assert [question.direction.slug for question in answer_all(Session(store), clock)] == ["term"]


def test_the_summary_tells_what_was_done_today_also_after_a_restart(path: Path, clock: Clock) -> None:
    with Store.open(path, clock.now) as store:
        import_terms(store, "D", ["a", "b", "c"], clock.now, directions=ONE_WAY)
        answer_next(Session(store), Rating.EASY, clock.now)
        clock.tomorrow()
        session = Session(store)
        for rating, seconds in ((Rating.AGAIN, 4), (Rating.EASY, 2)):
            question = asked(session, clock.now)
            give(session, question, rating, clock.forward(seconds=seconds))
    with Store.open(path, clock.forward(hours=1)) as store:
        session = Session(store)
        question = asked(session, clock.now)
        give(session, question, Rating.AGAIN, clock.forward(seconds=3))
        summary = session.summary(clock.now)
        assert (summary.cards, summary.right, summary.milliseconds) == (2, 1, 9000)
        assert [missed.note.key for missed in summary.missed] == ["b"]
        assert summary.missed[0].card == store.card(question.card.id)


def test_the_first_miss_of_each_card_is_told_with_what_was_given(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", ["a", "b"], clock.now, directions=BOTH_WAYS[1:])
    session = Session(store, manner=Manner(language="en"))
    for given in ("b", "x"):
        question = asked(session, clock.now)
        choices, judged = session.reveal(question, clock.now), session.judge(question, "type", Given(given), clock.now)
        other = judged.other.id if judged.other else None
        session.answer(question, choices, Rating.AGAIN, clock.now, mode="type", given=given, confused_with=other)
        clock.forward(seconds=1)
    first, second = session.summary(clock.now).missed
    assert (first.note.key, second.note.key) == ("a", "b")
    assert (first.given, first.mode, first.language) == ("b", "type", "en")
    assert first.confused_with == store.note_by_key(deck.id, "b")
    assert (second.given, second.confused_with) == ("x", None)
    assert first.direction == BOTH_WAYS[1]
    assert (first.deck.id, first.note_type) == (deck.id, store.note_types(deck)[0])


def test_what_cannot_be_asked_any_more_counts_but_is_not_listed(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["a", "b"], clock.now)
    session = Session(store)
    question = answer_next(session, Rating.AGAIN, clock.now)
    store.delete_note(question.note, clock.now)
    summary = session.summary(clock.now)
    assert (summary.cards, summary.right, summary.missed) == (1, 0, ())


def test_a_miss_that_was_taken_back_is_forgotten(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["a"], clock.now)
    session = Session(store)
    answer_next(session, Rating.AGAIN, clock.now)
    session.undo(clock.now)
    assert session.summary(clock.now).missed == ()
    answer_next(session, Rating.EASY, clock.now)
    assert session.summary(clock.now).right == 1


def test_a_note_keeps_its_texts_in_the_summary(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", ["a"], clock.now)
    session = Session(store)
    question = answer_next(session, Rating.AGAIN, clock.now)
    store.edit_note(question.note, NoteDraft({"term": "a", "meaning": "better"}), clock.now)
    assert session.summary(clock.now).missed[0].note.fields["meaning"] == "better"
    assert keys([question]) == ["a"]
    assert deck.name == "D"
