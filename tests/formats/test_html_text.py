"""Fields in HTML become what a person reads in them, and text becomes HTML that shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.formats.html_text import html_of, text_of
from tests.formats.drawn_decks import TEXTS


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
        ("a<div>b</div><div>c</div>d", "a\nb\nc\nd"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb\n"),
        ("<p>a</p><p>b</p>", "a\nb\n"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b\n"),
        ("a&nbsp;b &lt;c&gt; &amp;amp; &#65;&#x42; AT&T &copy;", "a b <c> &amp; AB AT&T ©"),
        ("1 < 2 && 3 > 2", "1 < 2 && 3 > 2"),
        ("<b>bold</b> <i class='x'>it</i>", "bold it"),
        ("2<sup>10</sup>", "2^10"),
        ('see <img src="a b.png"> [sound:c.mp3]', "see [a b.png] [sound:c.mp3]"),
        ("a<style>.x{}</style><script>alert(1)</script>b", "ab"),
        ("a\r\nb\nc", "a b c"),
        ("<pre>a\n  b</pre>", "a\n  b\n"),
        ("{{c1::x}} \\(y\\)", "{{c1::x}} \\(y\\)"),
        ("<![x[y]]>z<!-- c -->", "<![x[y]]>z"),
        ("<b", "<b"),
    ],
)
def test_html_is_read_as_what_it_shows(html: str, text: str) -> None:
    assert text_of(html) == text


def test_indentation_and_signs_are_shown() -> None:
    assert html_of("if a<b & c:\n    x  y") == "if a&lt;b &amp; c:<br>&nbsp;&nbsp;&nbsp;&nbsp;x &nbsp;y"


@pytest.mark.no_cover
@given(TEXTS)
def test_any_text_reads_back_from_its_html(text: str) -> None:
    assert text_of(html_of(text)) == text


@pytest.mark.no_cover
@given(
    st.lists(
        st.sampled_from(["<", ">", "!", "[", "]", "-", "&", "#", ";", "/", "div", "br", "pre", "x", "'", '"', "="])
    ).map("".join)
)
def test_no_html_is_too_broken(html: str) -> None:
    assert isinstance(text_of(html), str)
