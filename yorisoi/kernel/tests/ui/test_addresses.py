"""Addresses in templates are those of the URL patterns, whatever is filled in."""

from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import NoReverseMatch, path, reverse

from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.ui.addresses import url

pytestmark = pytest.mark.urls(__name__)


def page(*_arguments: object, **_values: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("things/<int:number>/", page, name="thing"),
    path("between/<uuid:owner>/<int:number>/<uuid:other>/", page, name="between"),
    path("sheets/<str:digest>/", page, name="sheet"),
    path("things/", page, name="things"),
]


def test_numbers_ids_and_words_are_filled_in() -> None:
    for number in (0, 10_234, 7_000_000_001):
        assert url("thing", number=number) == f"/things/{number}/"
        for owner, other in ((uuid7(), UUID(int=0)), (UUID(int=0), uuid7())):
            values = {"other": other, "owner": owner, "number": number}
            assert url("between", **values) == reverse("between", kwargs=values)
    assert url("sheet", digest="50% of it") == reverse("sheet", kwargs={"digest": "50% of it"})
    assert url("things") == "/things/"


@pytest.mark.parametrize("values", [{"number": -1}, {"number": "x"}, {"case": 1}, {}])
def test_what_no_pattern_takes_is_an_error(values: dict[str, object]) -> None:
    with pytest.raises(NoReverseMatch):
        url("thing", **values)
