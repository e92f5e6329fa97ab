"""What separates the cells of real tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.deck_drafts import Unread
from quiz.formats import separated
from quiz.formats.separated import Dialect, Row, blocks_of, found_dialect, rows, sample_of

TABLES = {
    ("comma in Chinese", ","): '键,名称,含义\r\n200,OK,"请求成功，已返回"\r\n301,Moved,永久移动，见 Location\r\n',
    ("semicolon in Chinese", ";"): "front;back\n死锁;两个线程互相等待, 谁也不放, 都停\n事务;一组操作，全做或全不做\n",
    ("decimal commas", ";"): "Frage;Antwort;Punkte\r\nTCP?;Ein Protokoll, sicher;1,5\r\nUDP?;Ein Protokoll;2,5\r\n",
    ("tabs", "\t"): "term\tdefinition\nidempotent\tonce or twice, e.g. PUT; DELETE\nsafe\tno effect; GET, HEAD\n",
    ("bars", "|"): 'id|question|answer\n1|What is 2|4, or "four"\n2|Why; how|Because, a; b\n',
    ("line breaks", ","): 'front,back\n"What\nis it?","line 1;\nline 2, x"\n"say ""hi""","a\tb"\nplain,"x, y"\n',
    ("all quoted", ";"): '"Front";"Back"\n"a, b";"c ""d"" e"\n"x\ny";"z, z, z"\n',
    ("SQL", ","): "question,answer\n\"SELECT a, b FROM t\",rows; of t\n\"x|y|z\",pipes|here\n\"a;b;c\",semis;here\n",
    ("addresses", ","): 'key,url\nhome,http://a.b/?x=1;y=2|3\ndocs,"https://c.d/e,f"\n',
    ("Python", ","): "code,explain\n\"d = {'a': 1, 'b': 2}\",'a dict'\n\"print(\"\"x\"\", 'y')\",prints\n",
    ("commas in some cells only", ","): "key,meaning\na,b, c, d\ne,f\nh,i\n",
    ("a long one", ","): "word,meaning\n" + "".join(f'w{number},"{number}, or; so\tthat"\n' for number in range(4000)),
}  # fmt: skip


@pytest.mark.parametrize(("name", "separator"), TABLES)
def test_the_separator_of_a_real_table_is_found(name: str, separator: str) -> None:
    lines = TABLES[name, separator].splitlines(keepends=True)
    sample, whole = sample_of(lines)
    assert found_dialect(sample, whole, ",") == Dialect(separator)


def test_a_sample_is_some_of_a_long_text_and_all_of_a_short_one() -> None:
    assert sample_of(["a\n"]) == (["a\n"], True)
    sample, whole = sample_of(f"{number}\n" for number in range(100_000))
    assert (len(sample) < 20_000, whole) == (True, False)


def test_a_sample_that_ends_within_a_cell_does_not_mislead() -> None:
    lines = ["a,b\n", "c,d\n", 'e,"' + "x;" * 40_000 + "\n", "f\n", '"\n', "g,h\n"]
    sample, whole = sample_of(lines)
    assert not whole
    assert found_dialect(sample, whole, ",") == Dialect(",")


@pytest.mark.parametrize("text", ["a\nb\n", "one line", "\n"])
def test_one_column_has_no_separator(text: str) -> None:
    assert found_dialect(text.splitlines(keepends=True), True, ",") is None


def test_a_quotation_mark_is_text_only_between_tabs_where_every_row_fits() -> None:
    assert found_dialect(['"a b\tc\n', "d\te\n"], True, ",") == Dialect("\t", quoted=False)
    assert found_dialect(["k\tm\n", 'a\t"b\n', 'c"\td\n'], True, ",") == Dialect("\t", quoted=False)
    assert found_dialect(["k\tm\n", 'a\t"b\n', 'c"\n', "d\te\n"], True, ",") == Dialect("\t")
    assert found_dialect(["k,m\n", '"a b,c\n', "d,e\n"], True, ",") == Dialect(",")


def test_comments_are_passed_over_at_the_beginning_of_a_row_only() -> None:
    lines = ["#x\n", "a,b\n", "#c,d\n", '"#e",f\n', '"g\n', '#h",i\n']
    assert list(rows(lines, Dialect(",", comments=True))) == [(2, ["a", "b"]), (4, ["#e", "f"]), (5, ["g\n#h", "i"])]


@pytest.mark.parametrize("size", [1, 2, 500])
@given(
    lines=st.lists(st.text('a,"#\n', max_size=8), max_size=8),
    dialect=st.builds(Dialect, st.just(","), st.booleans(), st.booleans(), st.sampled_from([0, 2])),
)
def test_rows_are_read_together_as_they_are_one_by_one(size: int, lines: list[str], dialect: Dialect) -> None:
    text = "\n".join(lines).splitlines(keepends=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(separated, "_BLOCK", size)
        blocks = list(blocks_of(lambda: text, dialect))
    found: list[Row | Unread] = []
    for block in blocks:
        found += [block] if isinstance(block, Unread) else zip(*block, strict=True)
        assert isinstance(block, Unread) or 0 < len(block.lines) <= size
    assert found == list(rows(text, dialect))
