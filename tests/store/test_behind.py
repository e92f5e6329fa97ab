"""Writing in a thread of its own while what is to be written next is read."""

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, create_engine, event

from quiz.store.behind import WriterBehind


@pytest.fixture
def writer() -> Iterator[Connection]:
    engine = create_engine("sqlite://", connect_args={"check_same_thread": False, "isolation_level": None})
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER)")
        yield connection
    engine.dispose()


def add(number: int) -> Callable[[Connection], object]:
    return lambda writer: writer.exec_driver_sql("INSERT INTO t VALUES (?)", (number,))


def numbers(connection: Connection) -> list[int]:
    return list(connection.exec_driver_sql("SELECT n FROM t ORDER BY rowid").scalars())


def test_what_is_to_be_done_is_done_in_order_before_the_connection_is_given(writer: Connection) -> None:
    with WriterBehind(writer) as behind:
        for number in range(20):
            behind.do(add(number))
        assert numbers(behind.connection) == list(range(20))
        behind.do(add(20))
    assert numbers(writer) == list(range(21))


def test_it_is_done_while_others_work_on(writer: Connection) -> None:
    goes_on, threads = threading.Event(), []

    def wait(_writer: Connection) -> None:
        threads.append(threading.current_thread())
        assert goes_on.wait(10)

    with WriterBehind(writer) as behind:
        behind.do(wait)
        goes_on.set()  # reached although nothing was done yet
    assert threads != [threading.current_thread()]


def test_what_fails_is_raised_by_what_is_asked_next(writer: Connection) -> None:
    def fail(_writer: Connection) -> None:
        raise OSError("no room")

    with WriterBehind(writer) as behind:
        behind.do(fail)
        with pytest.raises(OSError, match="no room"):
            _connection = behind.connection
        behind.do(add(1))
    assert numbers(writer) == [1]
    with pytest.raises(OSError, match="no room"), WriterBehind(writer) as behind:
        behind.do(fail)


def test_an_error_of_the_reader_waits_for_the_writer_and_is_the_one_that_is_raised(writer: Connection) -> None:
    done = []

    def slow(_writer: Connection) -> None:
        threading.Event().wait(0.05)
        done.append(True)
        raise OSError("no room")

    def interrupted() -> None:
        with WriterBehind(writer) as behind:
            behind.do(slow)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert done == [True]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("quiz-writer")]
