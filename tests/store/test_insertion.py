"""Many rows inserted at once, and the JSON in them."""

import json
import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine

from quiz.store.columns import Instant
from quiz.store.insertion import insert_rows, json_text, json_texts

texts = st.text() | st.sampled_from(["%", "%s", "%(a)s", '"', "\\", "\n", "\x00", "\ud800", "中"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(values | st.dictionaries(texts, texts))
def test_json_is_what_the_standard_library_writes(value: Any) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(st.lists(st.dictionaries(texts, texts, max_size=3) | st.fixed_dictionaries({"a%s": texts, '"': texts}) | values))
def test_json_of_many_is_that_of_each(many: list[Any]) -> None:
    assert json_texts(many) == list(map(json_text, many))


@given(st.lists(st.fixed_dictionaries({"a%s": texts, '"': texts}), min_size=1))
def test_json_of_many_by_the_same_names_is_that_of_each(many: list[Any]) -> None:
    assert json_texts(many) == list(map(json_text, many))


@pytest.mark.parametrize("most", [4, 5, 1000], ids=lambda most: f"{most} values a statement")
@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_all_rows_are_inserted_however_many_values_a_statement_takes(count: int, most: int) -> None:
    table = Table("t", MetaData(), Column("a", Integer), Column("b", Text), Column("at", Instant))
    now, engine = datetime(2026, 1, 1, tzinfo=UTC), create_engine("sqlite://")
    rows = [[f"text {number}", now, number] for number in range(count)]
    with engine.connect() as connection:
        table.create(connection)
        driver: Any = connection.connection.driver_connection
        driver.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, most)
        insert_rows(connection, table, ("b", "at", "a"), rows)
        found = connection.execute(table.select()).all()
    engine.dispose()
    assert [(row.b, row.at, row.a) for row in found] == [tuple(row) for row in rows]
