"""What figures look like as text: each kind of body, and how it gives way."""

from datetime import date, timedelta

import pytest

from quiz import locale
from quiz.charts.figure import (
    Bars,
    Body,
    Cell,
    Column,
    Curve,
    Empty,
    Figure,
    Heat,
    Part,
    Role,
    Room,
    Share,
    Shares,
    Span,
    Table,
    Tick,
    plain,
)
from quiz.charts.text import draw

MONDAY = date(2026, 9, 28)


def drawn(body: Body, columns: int, lines: int, note: str = "") -> list[str]:
    return plain(draw(Figure("Title", body, note), Room(columns, lines))).split("\n")


def picture(text: str) -> list[str]:
    return [line[4:] for line in text.strip("\n").rstrip().split("\n")]


def bars(*values: float, ticks: tuple[Tick, ...] = ()) -> Bars:
    return Bars((Part("cards", values),), ticks)


STACKED = Bars(
    (Part("right", (4.0, 8.0, 1.0)), Part("wrong", (4.0, 1.0, 0.0)), Part("skipped", (0.0, 1.0, 0.0))),
    (Tick(0, "a"), Tick(2, "c")),
)
TABLE = Table(
    (Column(), Column(share=1), Column("right", right=True), Column(right=True, close=True)),
    (
        (Cell("first", Role.QUIET), Cell(bar=0.5, target=0.9), Cell("50 %", Role.STRONG), Cell("± 3")),
        (Cell("the second"), Cell(bar=1.0, target=0.9), Cell("100 %", Role.STRONG), Cell("±12")),
        (Cell("中文"), Cell(bar=0.001), Cell("·", Role.FAINT), Cell()),
    ),
)
SHARES = Shares(
    ("known", "weak", "unseen"), (Share("1xx", (6, 1, 1)), Share("4xx", (31, 17, 12)), Share("中文", (0, 0, 3)))
)


class TestHeader:
    def test_the_remark_stands_at_the_right_edge_and_is_quiet(self) -> None:
        lines = draw(Figure("Title", Empty("Nothing."), "cards a day"), Room(30, 3))
        assert plain(lines[:1]) == "Title              cards a day"
        assert lines[0][0] == Span("Title", Role.STRONG)
        assert lines[0][-1] == Span("cards a day", Role.QUIET)

    def test_the_remark_is_cut_and_then_left_out_where_there_is_no_room(self) -> None:
        assert drawn(Empty(""), 16, 1, "cards a day") == ["Title   cards a…"]
        assert drawn(Empty(""), 13, 1, "cards a day") == ["Title"]

    def test_a_title_that_is_too_long_ends_in_dots(self) -> None:
        assert plain(draw(Figure("很长的标题", Empty("")), Room(6, 1))) == "很长…"

    def test_the_sentence_of_an_empty_figure_is_wrapped_and_cut(self) -> None:
        empty = Empty("Bars begin with the first answer that you give.")
        assert drawn(empty, 20, 6) == ["Title", "", "Bars begin with the", "first answer that", "you give."]
        assert drawn(empty, 20, 3) == ["Title", "Bars begin with the", "first answer that …"]


class TestBars:
    def test_bars_are_eighth_blocks_on_an_axis_with_marks_and_words(self) -> None:
        ticks = (Tick(0, "today"), Tick(4, "4 d"))
        assert drawn(bars(40, 5, 0, 20, 31, ticks=ticks), 20, 7) == picture("""
    Title
    40 ██┈┈┈┈┈┈┈┈┈┈▁▁
       ██          ██
    20 ██┈┈┈┈┈┈┈██┈██
       ██ ▄▄    ██ ██
     0 ▔▔▔▔▔▔▔▔▔▔▔▔▔▔
       today       4 d
    """)

    def test_a_small_value_is_still_seen(self) -> None:
        assert drawn(bars(1000, 1), 12, 4)[1] == "1000 ███┈▁▁▁"

    def test_each_part_of_the_drawing_has_its_look(self) -> None:
        lines = draw(Figure("Title", bars(4, 2, ticks=(Tick(0, "a"),))), Room(9, 5))
        assert lines[1] == (*(Span("4", Role.QUIET), Span(" "), Span("███", Role.DATA), Span("┈┈┈┈", Role.HAIRLINE)),)
        assert lines[3] == (Span("0", Role.QUIET), Span(" "), Span("▔" * 7, Role.FAINT))
        assert lines[4][-1] == Span("a", Role.QUIET)

    def test_bars_have_no_gaps_where_they_would_not_fit(self) -> None:
        assert drawn(bars(*range(1, 11)), 13, 4)[1] == "10 ▁▂▂▃▄▅▆▆▇█"

    def test_parts_have_a_glyph_each_and_a_legend(self) -> None:
        assert drawn(STACKED, 40, 8) == picture("""
    Title      █ right   ▓ wrong   ▒ skipped
    10 ┈┈┈┈┈┈┈┈┈▒▒▒▒▒▒▒▒┈┈┈┈┈┈┈┈┈
       ▓▓▓▓▓▓▓▓ ▓▓▓▓▓▓▓▓
     5 ▓▓▓▓▓▓▓▓┈████████┈┈┈┈┈┈┈┈┈
       ████████ ████████
       ████████ ████████ ▄▄▄▄▄▄▄▄
     0 ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
          a                 c
    """)

    def test_the_legend_goes_below_where_the_header_has_no_room(self) -> None:
        lines = drawn(STACKED, 30, 8)
        assert lines[0] == "Title"
        assert lines[-1].strip() == "█ right   ▓ wrong   ▒ skipped"

    def test_the_legend_is_closer_where_that_is_enough(self) -> None:
        assert drawn(STACKED, 35, 8)[0] == "Title   █ right  ▓ wrong  ▒ skipped"
        assert drawn(STACKED, 27, 8)[-1] == "█ right  ▓ wrong  ▒ skipped"

    def test_each_of_four_parts_has_a_glyph_and_a_role_of_its_own(self) -> None:
        parts = tuple(Part(name, (1.0,)) for name in ("mature", "young", "learning", "drills"))
        lines = draw(Figure("Title", Bars(parts, ())), Room(60, 7))
        drawn = [(span.text.strip(), span.role) for line in lines[4:0:-1] for span in line]
        assert [(text[0], role) for text, role in drawn if text and set(text) <= set("█▓▒░")] == [
            ("█", Role.DATA),
            ("▓", Role.SECOND),
            ("▒", Role.QUIET),
            ("░", Role.PLAIN),
        ]

    def test_what_goes_beyond_the_axis_is_cut_off_and_marked(self) -> None:
        body = Bars((Part("cards", (90.0, 8.0)),), (), most=8.0)
        assert drawn(body, 9, 5) == picture("""
    Title
    8 ▲▲▲┈███
    4 ███┈███
    0 ▔▔▔▔▔▔▔
    """)

    def test_bars_of_one_cell_grow_together_where_they_can_have_two(self) -> None:
        assert drawn(bars(*range(1, 11)), 23, 4)[1] == "10 ▁▁▂▂▂▂▃▃▄▄▅▅▆▆▆▆▇▇██"
        assert drawn(bars(*range(1, 11)), 22, 4)[1] == "10 ▁┈▂┈▂┈▃┈▄┈▅┈▆┈▆┈▇┈█"

    def test_words_that_would_touch_are_left_out(self) -> None:
        ticks = tuple(Tick(at, f"{at} Nov") for at in range(6))
        assert drawn(bars(1, 1, 1, 1, 1, 1, ticks=ticks), 14, 5)[-1] == "  0 Nov  5 Nov"

    def test_percentages_begin_at_0_and_go_to_100(self) -> None:
        lines = drawn(Bars((Part("right", (0.5, 1.0)),), (), scale=1.0, as_text="percent"), 16, 7)
        assert [line[:6] for line in lines[1:6]] == ["100 % ", "      ", "   50 ", "      ", "    0 "]

    def test_a_low_room_keeps_the_bars_longest(self) -> None:
        assert drawn(bars(4, 2), 12, 2) == ["Title", "4 ████┈▄▄▄▄"]
        assert drawn(bars(4, 2), 12, 3)[-1] == "0 ▔▔▔▔▔▔▔▔▔"


class TestCurve:
    def test_a_curve_is_two_dots_thick_and_begins_at_0(self) -> None:
        curve = Curve((0.0, 10.0), (Tick(0, "Jan"), Tick(1, "Feb")), 10.0)
        assert drawn(curve, 15, 6) == picture("""
    Title
    10 ┈┈┈┈┈┈┈┈⣀⣤⠶⠛
     5 ┈┈┈┈⣀⣤⠶⠛⠉┈┈┈
       ⣤⣤⠶⠛⠉
     0 ▔▔▔▔▔▔▔▔▔▔▔▔
       Jan      Feb
    """)

    def test_points_that_are_not_known_are_a_gap(self) -> None:
        line = drawn(Curve((4.0, 4.0, None, None, 4.0, 4.0), (), 4.0), 22, 2)[1]
        assert line == "4 ⠛⠛⠛⠛⠛⠛┈┈┈┈┈┈┈┈⠛⠛⠛⠛⠛⠛"

    def test_a_single_point_stands_at_the_end(self) -> None:
        assert drawn(Curve((4.0,), (Tick(0, "now"),), 4.0), 12, 4)[1] == "4 ┈┈┈┈┈┈┈┈┈⠛"


class TestHeat:
    values = tuple(range(38))

    def test_weeks_are_columns_below_the_names_of_months(self) -> None:
        heat = Heat(MONDAY, self.values, date(2026, 11, 4))
        assert drawn(heat, 40, 9, "38 days") == picture("""
    Title   less · ▁ ▃ ▅ ▇ more      38 days
        Oct     Nov
    Mo  · ▁ ▃ ▅ ▅ ▇
        ▁ ▁ ▃ ▅ ▇ ▇
    We  ▁ ▁ ▃ ▅ ▇ ▇
        ▁ ▃ ▃ ▅ ▇
    Fr  ▁ ▃ ▃ ▅ ▇
        ▁ ▃ ▅ ▅ ▇
    Su  ▁ ▃ ▅ ▅ ▇
    """)

    def test_weeks_that_would_not_fit_stand_close_together(self) -> None:
        heat = Heat(MONDAY, self.values, date(2026, 11, 4))
        assert drawn(heat, 15, 9)[1:5] == picture(
            """
            Oct     Nov
        Mo  · ▁ ▃ ▅ ▅ ▇
            ▁ ▁ ▃ ▅ ▇ ▇
        We  ▁ ▁ ▃ ▅ ▇ ▇
    """.replace("\n    ", "\n")
        )
        assert drawn(heat, 14, 9)[1:5] == picture(
            """
            Oct Nov
        Mo  ·▁▃▅▅▇
            ▁▁▃▅▇▇
        We  ▁▁▃▅▇▇
    """.replace("\n    ", "\n")
        )

    @pytest.mark.parametrize(("columns", "step"), [(56, 1), (57, 1), (70, 1), (106, 1), (107, 2), (109, 2)])
    def test_a_year_of_weeks_is_drawn_as_far_apart_as_it_fits(self, columns: int, step: int) -> None:
        heat = Heat(MONDAY, tuple(range(1, 372)), date(2027, 10, 3))
        weeks = drawn(heat, columns, 9)[2][4:]
        assert len(weeks) == min(53, (columns - 4 + step - 1) // step) * step - (step - 1)
        assert (" " in weeks) == (step == 2)

    def test_the_picked_day_among_close_weeks_is_a_mark_of_its_own(self) -> None:
        picked = MONDAY + timedelta(days=8)
        heat = Heat(MONDAY, self.values, date(2026, 11, 4), picked=picked)
        lines = draw(Figure("Title", heat), Room(14, 9))
        assert plain(lines).splitlines()[3] == "    ▁◆▃▅▇▇"
        assert Span("◆", Role.NEXT) in lines[3]
        assert "▸" not in plain(lines)

    def test_names_of_months_that_would_touch_are_every_second_one(self) -> None:
        heat = Heat(MONDAY, tuple(range(1, 372)), date(2027, 10, 3))
        locale.use("zh")
        try:
            months = drawn(heat, 60, 9)[1]
        finally:
            locale.use("en")
        assert months.split("月")[:3] == ["    10 ", "    12 ", "    2 "]

    def test_levels_go_by_a_full_day_and_more_than_that_is_the_highest(self) -> None:
        heat = Heat(MONDAY, (0, 1, 9, 10, 20, 30, 400), date(2026, 11, 4), full=39)
        assert [heat.level(value) for value in heat.values] == [None, 0, 0, 1, 2, 3, 3]
        assert Heat(MONDAY, (0, 1, 400), date(2026, 11, 4)).level(30) == 0

    def test_the_last_weeks_are_kept_or_those_up_to_a_picked_day(self) -> None:
        heat = Heat(MONDAY, self.values, date(2026, 11, 4))
        assert drawn(heat, 7, 9)[2] == "Mo  ▅▅▇"
        picked = Heat(MONDAY, self.values, date(2026, 11, 4), picked=MONDAY)
        assert drawn(picked, 7, 9)[2] == "Mo  ◆▁▃"

    def test_today_and_the_picked_day_have_a_look_of_their_own(self) -> None:
        heat = Heat(MONDAY, (9, 8), date(2026, 9, 29), picked=MONDAY)
        lines = draw(Figure("Title", heat), Room(20, 9))
        assert lines[2][-1] == Span("▸▇", Role.NEXT)
        assert lines[3] == (Span("    ▇", Role.PLAIN),)

    def test_broad_days_are_two_cells_wide(self) -> None:
        assert drawn(Heat(MONDAY, self.values, MONDAY, broad=True), 40, 9)[2] == "Mo  ·· ▁▁ ▃▃ ▅▅ ▅▅ ▇▇"

    def test_weeks_are_lines_where_seven_lines_are_too_many(self) -> None:
        heat = Heat(MONDAY, self.values, date(2026, 11, 4))
        assert drawn(heat, 30, 5)[1:] == picture("""
            Mo Tu We Th Fr Sa Su
    19 Oct  ▅  ▅  ▅  ▅  ▅  ▅  ▅
    26 Oct  ▅  ▇  ▇  ▇  ▇  ▇  ▇
    2 Nov   ▇  ▇  ▇
    """)


class TestTable:
    def test_columns_stand_below_their_headings_and_bars_take_the_free_room(self) -> None:
        assert drawn(TABLE, 40, 6)[1:] == picture("""
                                   right
    first       ━━━━━━━━───────│─   50 % ± 3
    the second  ━━━━━━━━━━━━━━━│━  100 % ±12
    中文        ━                      ·
    """)

    def test_in_a_narrow_room_bars_are_left_out_then_labels_cut_then_columns_left_out(self) -> None:
        assert drawn(TABLE, 26, 6)[3] == "the second  100 % ±12"
        assert drawn(TABLE, 20, 6)[3] == "the seco…  100 % ±12"
        assert drawn(TABLE, 12, 6)[3] == "the s…"

    def test_rows_that_do_not_fit_are_left_out_but_not_the_picked_one(self) -> None:
        rows = tuple((Cell(str(number)), Cell("x")) for number in range(9))
        assert drawn(Table((Column(), Column()), rows), 20, 4) == ["Title", "0  x", "1  x", "+7 more"]
        assert drawn(Table((Column(), Column()), rows, 6), 20, 4) == ["Title", "  5  x", "▌ 6  x", "  +7 more"]

    def test_a_single_line_has_a_row(self) -> None:
        rows = tuple((Cell(str(number)), Cell("x")) for number in range(9))
        assert drawn(Table((Column(), Column()), rows), 20, 2) == ["Title", "0  x"]

    def test_a_sentence_alone_in_its_row_may_be_as_long_as_the_row(self) -> None:
        rows = ((Cell("a"), Cell("1")), (Cell("a long sentence"), Cell()))
        assert drawn(Table((Column(), Column()), rows), 20, 5) == ["Title", "", "a  1", "a long sentence"]

    def test_a_bar_with_a_text_behind_it_ends_before_the_text(self) -> None:
        rows = ((Cell("9 ×", bar=1.0),), (Cell("10 ×", bar=0.5),))
        assert drawn(Table((Column(share=1),), rows), 15, 5)[2:] == ["━━━━━━━━━━  9 ×", "━━━━━      10 ×"]


class TestShares:
    def test_things_stand_side_by_side_with_their_numbers_above(self) -> None:
        assert drawn(SHARES, 70, 5) == picture("""
    Title                                      ━ known   ╌ weak   · unseen

    1xx        6   1   1    4xx       31  17  12    中文       0   0   3
    ━━━━━━━━━━━━━━━╌╌╌··    ━━━━━━━━━━╌╌╌╌╌╌····    ····················
    """)

    def test_a_narrow_room_has_one_a_line(self) -> None:
        assert drawn(SHARES, 34, 7) == picture("""
    Title    ━ known  ╌ weak  · unseen

    1xx   ━━━━━━━━━━━━╌╌··   6   1   1
    4xx   ━━━━━━━━╌╌╌╌╌···  31  17  12
    中文  ················   0   0   3
    """)

    @pytest.mark.parametrize(("columns", "lines"), [(20, 4), (34, 5), (70, 5), (70, 4), (108, 3)])
    def test_what_does_not_fit_is_counted(self, columns: int, lines: int) -> None:
        items = tuple(Share(f"item{number}", (6, 1, 1)) for number in range(30))
        text = "\n".join(drawn(Shares(SHARES.names, items), columns, lines))
        assert f"+{30 - text.count('item')} more" in text


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\nb", "a\u202eb"])
def test_nothing_acts_on_the_terminal(text: str) -> None:
    body = Table((Column(text),), ((Cell(text),),))
    shown = plain(draw(Figure(text, body, text), Room(40, 6)))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(shown.split("\n")) == 3
