"""The language of the interface: gettext catalogues, and the choice between them.

Strings are looked up when they are shown, so that the language can be switched while the program runs. A string that is
declared before it is shown is marked with :func:`mark` and looked up later.
"""

import gettext as _gettext
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "zh")
"""The interface languages, the default first."""

_DOMAIN = "quiz"
_CATALOGUES = {"zh": "zh_CN"}

_language = LANGUAGES[0]
_translations: _gettext.NullTranslations = _gettext.NullTranslations()


def use(language: str) -> None:
    """Show the interface in ``language``, one of :data:`LANGUAGES`, from now on."""
    global _language, _translations
    catalogue = _CATALOGUES.get(language)
    folder = str(Path(__file__).parent)
    _translations = (
        _gettext.translation(_DOMAIN, folder, languages=[catalogue]) if catalogue else _gettext.NullTranslations()
    )
    _language = language


def current() -> str:
    """Return the interface language in use, one of :data:`LANGUAGES`."""
    return _language


def from_environment(environment: Mapping[str, str] | None = None) -> str:
    """Return the interface language that the environment asks for.

    As gettext does, the first of ``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` that is set decides.
    """
    variables = os.environ if environment is None else environment
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if variables.get(name):
            return _language_of_locale(variables[name])
    return LANGUAGES[0]


def _language_of_locale(name: str) -> str:
    code = name.split(":")[0].replace("-", "_").split("_")[0].split(".")[0].lower()
    return code if code in LANGUAGES else LANGUAGES[0]


def _(message: str) -> str:
    """Return ``message`` in the interface language."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a message that fits ``count``, in the interface language."""
    return _translations.ngettext(singular, plural, count)


def mark(message: str) -> str:
    """Return ``message`` as it is, and mark it for translation when it is shown."""
    return message
