"""The Jinja2 environment of every page: globals, filters, translations."""

import json
from typing import Any

from django.conf import settings
from jinja2 import Environment, StrictUndefined
from markupsafe import escape

from yorisoi.kernel.text.hidden import unhidden
from yorisoi.kernel.ui import (
    addresses,
    amounts,
    avatars,
    charts,
    client_words,
    drawn,
    icons,
    markup,
    shell,
    stylesheet,
    times,
    translate,
)

# Strict: no evaluated attributes, no styles of its own; 409 and 422 carry a form that says what is wrong.
HTMX = json.dumps(
    {
        "attributesToSettle": ["class", "width", "height"],  # not style: our policy forbids style attributes
        "includeIndicatorStyles": False,
        "defaultSettleDelay": 0,  # what was swapped in hears keys at once; nothing here waits for a transition
        "allowEval": False,
        "allowScriptTags": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "scrollIntoViewOnBoost": False,
        "timeout": 30_000,
        "defaultSwapStyle": "innerHTML",
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "409|422", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    }
)


def _plain_to_see(value: object) -> object:
    """Every text that a page shows, once: invisible characters of strangers stand as what they are. Markup is ours."""
    return unhidden(value) if type(value) is str else value


def environment(**options: Any) -> Environment:
    """Build the environment for Django's Jinja2 backend.

    Undefined names are errors in every setting: a page that silently lacks a word is worse than one that fails a test.
    """
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=True, cache_size=-1)
    made = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)  # noqa: S701 -- set above
    made.finalize = _plain_to_see
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # the i18n extension adds it
    made.globals.update(
        _=translate.words,
        gettext=translate.words,
        ngettext=translate.words_for_number,
        pgettext=translate.words_in_context,
        url=addresses.url,
        static=addresses.static,
        icon=icons.icon,
        svg=icons.icon,  # the same, for macros whose own argument is called icon
        attributes=markup.attributes,
        frame_of=shell.frame_of,
        notices_of=shell.notices,
        shell_of=drawn.shell,
        overlays=drawn.overlays,
        language_switch=drawn.language_switch,
        client_words=client_words.client_words,
        htmx_config=escape(HTMX),
        sprite=icons.sprite,
        stylesheets=stylesheet.links,
        avatar_hue=avatars.hue,
        avatar_initial=avatars.initial,
        charts=charts,
        demo=bool(settings.DEBUG or settings.DEMO),
    )
    made.tests["many"] = lambda value: isinstance(value, list | tuple)
    made.filters.update(
        date_long=times.date_long,
        date_short=times.date_short,
        day=times.day,
        relative=times.relative,
        duration=times.duration,
        remaining=times.remaining,
        remaining_short=times.remaining_short,
        number=amounts.number,
        yen=amounts.yen,
        percent=amounts.percent,
        filesize=amounts.filesize,
        listing=amounts.listing,
    )
    return made
