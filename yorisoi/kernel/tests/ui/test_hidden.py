"""No page shows an invisible character as nothing."""

import pytest
from markupsafe import Markup

from yorisoi.kernel.ui.render import jinja

pytestmark = pytest.mark.vendorless
TRICK = "請求書\u202efdp.exe"


@pytest.mark.parametrize(
    "source",
    [
        "{{ text }}",
        '<a title="{{ text }}">x</a>',
        '{{ _("to %(address)s", address=text) }}',
        "{{ text|upper }}",
        '{% from "ui/components/badge.html" import badge %}{{ badge(text) }}',
    ],
)
def test_every_text_on_a_page_is_plain_to_see(source: str) -> None:
    shown = jinja().from_string(source).render(text=TRICK)
    assert "[U+202E]" in shown
    assert "\u202e" not in shown


def test_markup_of_ours_and_values_that_are_no_text_stay() -> None:
    assert jinja().from_string("{{ text }}{{ 7 }}").render(text=Markup("<b>é\u202e</b>")) == "<b>é\u202e</b>7"
