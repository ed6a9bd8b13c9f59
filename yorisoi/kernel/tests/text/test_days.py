"""Days as people write them."""

from datetime import date

import pytest
from django import forms

from yorisoi.kernel.text import DayError, day_of
from yorisoi.kernel.ui.forms import DayField


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1950-04-01", date(1950, 4, 1)),
        ("１９５０／４／１", date(1950, 4, 1)),
        ("1950.4.1", date(1950, 4, 1)),
        (" 1950年4月1日 ", date(1950, 4, 1)),
        ("1950年 4月 1日", date(1950, 4, 1)),
        ("19500401", date(1950, 4, 1)),
        ("1950ー4ー1", date(1950, 4, 1)),
        ("昭和25年4月1日", date(1950, 4, 1)),
        ("S25.4.1", date(1950, 4, 1)),
        ("令和元年五月一日", date(2019, 5, 1)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_read(written: str, day: date) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize("written", ["昨日", "2023-02-29", "4/1/1950", "", "25-4-1", "平成35年1月1日", "1950-13-01"])
def test_refused_in_words(written: str) -> None:
    with pytest.raises(DayError) as caught:
        day_of(written)
    assert str(caught.value)


def test_the_field_says_what_is_wrong() -> None:
    class Form(forms.Form):
        born = DayField(required=False)

    assert Form({"born": "昭和25年4月1日"}).is_valid()
    assert Form({"born": ""}).is_valid()
    form = Form({"born": "昭和70年1月1日"})
    assert not form.is_valid()
    assert "平成7年" in form.errors["born"][0]
