"""The installed program in a real terminal: its keys, its end, and what it leaves behind."""

import signal
from pathlib import Path

import pytest

from tests.faults.terminal import LEFT, Quiz, asks

pytestmark = pytest.mark.no_cover


def test_from_the_first_start_to_the_first_answer_and_out(tmp_path: Path) -> None:
    with Quiz(tmp_path) as quiz:
        home = quiz.see("HTTP")
        assert "cards to study" in home
        quiz.send("\r")
        card = quiz.see(asks)
        assert "▸ new 20   learning 0   due 0" in card
        assert "▸ new 19   learning 1   due 0" in quiz.answer()
        quiz.send("\x1b")
        quiz.see("Decks")
        quiz.send("q")
        assert quiz.wait() == 0
        assert quiz.is_clean
        assert quiz.stored == 1
        quiz.check()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, "ctrl+c", "closed"])
def test_however_it_ends_the_answers_are_stored(tmp_path: Path, ending: signal.Signals | str) -> None:
    with Quiz(tmp_path, "study", "http") as quiz:
        quiz.answer()
        quiz.answer()
        if isinstance(ending, signal.Signals):
            quiz.signal(ending)
        elif ending == "ctrl+c":
            quiz.send("\x03")
        else:
            quiz.close()
        quiz.wait()
        assert quiz.is_clean or ending == "closed"
        assert quiz.stored == 2
        quiz.check()


@pytest.mark.parametrize("keys", ["", " ", "?", "u"])
def test_a_terminal_that_is_closed_while_it_is_written_to_does_not_keep_the_program(tmp_path: Path, keys: str) -> None:
    with Quiz(tmp_path, "study", "http") as quiz:
        quiz.answer()
        quiz.send(keys)
        quiz.close()
        quiz.wait()
        assert quiz.stored == 1


def test_the_app_is_seen_although_errors_go_to_a_file(tmp_path: Path) -> None:
    with Quiz(tmp_path, errors=tmp_path / "errors.txt") as quiz:
        quiz.see("cards to study")
        quiz.send("q")
        assert quiz.wait() == 0
        assert quiz.is_clean
    assert (tmp_path / "errors.txt").read_bytes() == b""


def test_study_goes_straight_to_a_card(tmp_path: Path) -> None:
    with Quiz(tmp_path, "study", "http", "--mode", "flip") as quiz:
        card = quiz.see("show the answer")
        assert "HTTP" in card
        assert "Decks" not in card
        quiz.send("\x11")
        assert quiz.wait() == 0


def test_an_unknown_deck_is_named_after_the_terminal_is_given_back(tmp_path: Path) -> None:
    with Quiz(tmp_path, "study", "htpt") as quiz:
        assert quiz.wait() == 1
        assert quiz.is_clean
        said = quiz.output[quiz.output.rfind(LEFT) :].decode()
        assert "htpt" in said
        assert "Traceback" not in said


def test_a_terminal_that_is_too_small_says_so_and_comes_back_when_it_is_enlarged(tmp_path: Path) -> None:
    with Quiz(tmp_path, "study", "http", "--mode", "flip") as quiz:
        quiz.see("? help")
        quiz.resize(40, 10)
        quiz.see("There is not enough room.")
        quiz.resize(80, 24)
        quiz.see(lambda shown: "▸ new 20   learning 0   due 0" in shown and "show the answer" in shown)
        quiz.see(lambda shown: "There is not enough room." not in shown)


def test_what_click_must_read_is_left_to_click(tmp_path: Path) -> None:
    with Quiz(tmp_path, "study", "--mode", "guess") as quiz:
        assert quiz.wait() == 2
        assert b"'guess'" in quiz.output
        assert LEFT not in quiz.output


def test_home_is_under_a_session_that_was_asked_for_at_once(tmp_path: Path) -> None:
    with Quiz(tmp_path, "study", "http", "--mode", "flip") as quiz:
        quiz.answer()
        quiz.send("\x1b")
        quiz.see("Decks")
        quiz.send("q")
        assert quiz.wait() == 0
