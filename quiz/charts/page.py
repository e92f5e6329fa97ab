"""What every page of HTML has that is written to a file: its head, its colours, and a switch between languages.

The switch needs no script: a radio button for each language stands before everything, and the style sheet shows by it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from quiz.charts.markup import tag, text
from quiz.locale import current, use

LANGUAGE_NAMES = {"en": "English", "zh": "中文"}
"""The languages in their own words."""

CSS = """
:root { color-scheme: light dark; --page: #F8F5EE; --ink: #26282D; --quiet: #5F6064; --hairline: #DAD8D3;
  --tint: #EDE8DC; --data: #33608F; --next: #A94E0B;
  --face: "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, "PingFang SC",
  "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
  "WenQuanYi Micro Hei", sans-serif }
@media screen and (prefers-color-scheme: dark) {
:root { --page: #15171C; --ink: #DCDDE1; --quiet: #A0A2A7; --hairline: #333539; --tint: #1F222A; --data: #86A8CF;
  --next: #F2A65E }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 1360px; background: var(--page); color: var(--ink);
  overflow-wrap: anywhere }
.choice { position: absolute; opacity: 0 }
.languages { display: flex; justify-content: flex-end; gap: 8px; margin-bottom: 24px }
.languages label { padding: 6px 14px; border-radius: 6px; color: var(--quiet); cursor: pointer }
.languages label:hover { background: var(--tint) }
main > article { display: none }
@media print {
:root { --page: #FFFFFF }
.languages, .choice { display: none }
}
"""
"""The colours of the app, light and dark; fonts with Chinese ones behind the others; the switch. Pages add theirs."""

_TAGS = {"en": "en", "zh": "zh-Hans"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def language_tag(language: str) -> str:
    """Return what HTML calls a language, so that a browser takes the right glyphs for Chinese."""
    return _TAGS.get(language, language)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Use a language of the interface for a while, and then the one before."""
    before = current()
    use(language)
    try:
        yield
    finally:
        use(before)


def head(title: str, style: str, languages: Sequence[str]) -> str:
    """Return the head of a page, which forbids everything but its style sheet: :data:`CSS` and what is added to it."""
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", text(title)),
        tag("style", CSS + style + "".join(map(_switch_style, languages))),
    )


def switch(first: str, languages: Sequence[str]) -> str:
    """Return a radio button for each language, before everything that the style sheet shows or hides by it."""
    buttons, labels = [], []
    for language in languages:
        state = {"checked": ""} if language == first else {}
        buttons.append(tag("input", class_="choice", type="radio", name="language", id=language, **state))
        labels.append(tag("label", LANGUAGE_NAMES[language], for_=language, lang=language_tag(language)))
    return "".join(buttons) + (tag("nav", *labels, class_="languages") if len(languages) > 1 else "")


def _switch_style(language: str) -> str:
    label = f'~ .languages [for="{language}"]'
    return (
        f"#{language}:checked ~ main .edition-{language} {{ display: block }}\n"
        f"#{language}:checked {label} {{ color: var(--ink); background: var(--tint); font-weight: bold }}\n"
        f"#{language}:focus-visible {label} {{ outline: auto }}\n"
    )
