"""Every message has a Chinese translation, and every message that a person sees is marked for translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parent.parent / "quiz"
CATALOGUE = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES" / "quiz.po"
KEYWORDS = {"_": None, "mark": None, "ngettext": (1, 2)}
# A report on a mistake of the program is for those who mend it, in one language.
FILES = sorted(file for file in PACKAGE.rglob("*.py") if file.name != "crash_report.py")
STYLE_SHEETS = {"CSS", "DEFAULT_CSS"}
EXCUSING = {"_", "mark", "ngettext", "ValueError", "AssertionError", "KeyError"}
PLACEHOLDER = re.compile(r"\{(\w+)")
# What has the look of a sentence and is none: SQL, formats, code that is written out, words of libraries and of files.
NO_SENTENCES = re.compile(
    r"\b(ALTER|AND|ATTACH|BEGIN|CASE|CAST|CREATE|DELETE|DROP|FROM|INDEXED|INSERT|IS|KEY|OR|PRAGMA|SELECT|SET|WHERE)\b"
    r"|^is:leech |^(Command line|usual place|clock set)$| AS BLOB|database is locked|locking protocol|could not decode"
    r"|missing from index|in database main|of entries in index|not at end|value in$"
    r"|^quiz (study|due|import|--help)|^- key|^\d|^UTF-8|^Fira Code|^(bold )?\$[a-z]+ "
    r"|^(guid|deck|notetype|tags|category|if|note) (column|matches|type)|^match scope|^field larger"
    r"|^(Untermin|Invalid|Expect|unexpected end)"
)


def extracted() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(str(PACKAGE), keywords=KEYWORDS, comment_tags=())
    return {message for _file, _line, message, _comments, _context in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_CN")


def test_every_message_of_the_program_is_in_the_catalogue_and_no_other(catalogue: Catalog) -> None:
    assert {message.id for message in catalogue if message.id} == extracted()


def test_every_message_is_translated_and_none_is_fuzzy(catalogue: Catalog) -> None:
    for message in catalogue:
        assert all(texts_of(message.string)), message.id
        assert not message.fuzzy or not message.id, message.id


def test_every_translation_has_only_the_placeholders_of_its_message(catalogue: Catalog) -> None:
    for message in catalogue:
        ids, texts = texts_of(message.id), texts_of(message.string)
        allowed = set(PLACEHOLDER.findall(" ".join(ids)))
        assert all(set(PLACEHOLDER.findall(text)) <= allowed for text in texts), message.id
        if len(ids) == 1:
            assert set(PLACEHOLDER.findall(texts[0])) == allowed, message.id


def test_the_compiled_catalogue_is_that_of_the_source(catalogue: Catalog) -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert meanings(compiled) == meanings(catalogue)


def meanings(catalogue: Catalog) -> set[tuple[str, str]]:
    """Return what each message becomes; of one with a plural, what its singular becomes."""
    return {(texts_of(message.id)[0], texts_of(message.string)[0]) for message in catalogue if message.id}


def texts_of(text: object) -> list[str]:
    """Return the texts of a message, one or several with a plural."""
    return [text] if isinstance(text, str) else [str(form) for form in text] if isinstance(text, list | tuple) else []


@pytest.mark.no_cover
@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_every_sentence_in_the_code_is_marked_for_translation(file: Path) -> None:
    assert list(unmarked(ast.parse(file.read_text(encoding="utf-8")))) == []


def test_a_sentence_that_is_not_marked_is_found() -> None:
    assert list(unmarked(ast.parse("say('Nothing is due today.')"))) == ["1: Nothing is due today."]
    assert list(unmarked(ast.parse("raise QuizError(f'No deck {name} here.')"))) != []
    assert list(unmarked(ast.parse("say(_('Nothing is due today.'))"))) == []


def unmarked(tree: ast.AST) -> Iterator[str]:
    """Yield the literal texts that read like a sentence and are neither marked nor documentation nor for developers."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if is_sentence(node.value) and not is_excused(node):
            yield f"{node.lineno}: {node.value}"


def is_sentence(text: str) -> bool:
    return re.search(r"[^\W\d_]{2,} [^\W\d_]{2,}", text) is not None and not NO_SENTENCES.search(text)


def is_style_sheet(parent: ast.AST | None) -> bool:
    """Whether a text is the style sheet of a screen or widget."""
    targets = parent.targets if isinstance(parent, ast.Assign) else [getattr(parent, "target", None)]
    return any(isinstance(target, ast.Name) and target.id in STYLE_SHEETS for target in targets)


def is_excused(node: ast.AST) -> bool:
    """Whether a text is in a call that translates, is a docstring, or belongs to a ``ValueError`` for developers."""
    parent = getattr(node, "parent", None)
    if isinstance(parent, ast.Expr) or is_style_sheet(parent):
        return True
    while parent is not None:
        if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in EXCUSING:
            return True
        parent = getattr(parent, "parent", None)
    return False
