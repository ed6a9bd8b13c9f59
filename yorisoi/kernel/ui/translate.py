"""gettext for templates: Django's catalogues, with the finished text kept per language.

A list page asks for the same few dozen words hundreds of times; looking each up once a language makes that a dictionary
hit. Newstyle as Jinja2 means it: translations are trusted markup, `%(name)s` takes escaped values, `%%` is a per cent.
"""

from collections import defaultdict

from django.utils import translation
from markupsafe import Markup

from yorisoi.kernel.text.hidden import unhidden

_texts: defaultdict[str, dict[str, Markup]] = defaultdict(dict)
_phrases: defaultdict[str, dict[str, str]] = defaultdict(dict)


def phrase(message: str, language: str) -> str:
    """The translation of an English message as it stands in the catalogue; the active language must be `language`.

    For code that says a few phrases hundreds of times a page and has the language at hand. Values are put in by %.
    """
    known = _phrases[language]
    text = known.get(message)
    if text is None:
        text = known[message] = translation.gettext(message)
    return text


def words(message: str, /, **variables: object) -> Markup:
    """The translation of an English message in the active language, with named values put in and escaped."""
    language = translation.get_language() or "en"
    if not variables:
        known = _texts[language]
        text = known.get(message)
        if text is None:
            text = known[message] = Markup(translation.gettext(message).replace("%%", "%"))
        return text
    return Markup(translation.gettext(message)) % _seen(variables)


def _seen(variables: dict[str, object]) -> dict[str, object]:
    """The values as the environment shows them: what is invisible is seen."""
    return {name: unhidden(value) if type(value) is str else value for name, value in variables.items()}


def words_in_context(context: str, message: str, /, **variables: object) -> Markup:
    """As `words`, for a message whose meaning depends on where it stands."""
    text = Markup(translation.pgettext(context, message))
    return text % _seen(variables)


def words_for_number(one: str, many: str, number: int, /, **variables: object) -> Markup:
    """As `words`, with a plural form."""
    text = Markup(translation.ngettext(one, many, number))
    return text % {"num": number, **_seen(variables)}
