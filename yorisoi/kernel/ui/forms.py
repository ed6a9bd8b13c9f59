"""Forms whose values go to one action, and that explain at the fields what the action refused."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.text import DayError, day_of


class DayField(forms.DateField):
    """A day written by the western or the Japanese calendar; its errors say what was wrong with the day."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput({"inputmode": "text", "autocomplete": "off"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, "help_text": _("1950-04-01 or 昭和25年4月1日"), **options})

    def to_python(self, value: Any) -> date | None:
        """The day, or None for nothing."""
        if value in self.empty_values or isinstance(value, (date, datetime)):
            return super().to_python(value)
        try:
            return day_of(str(value))
        except DayError as error:
            raise ValidationError(str(error), code="invalid") from None


class ActionForm(forms.Form):
    """A form for one verb: the view parses with it and hands the action to `perform`."""

    def perform(self, action: Callable[..., object], **more: Any) -> bool:
        """Call the action with the values entered and `more`; False if they were not right.

        What was wrong then stands at the fields, also where the action itself raised ValidationError.
        """
        if not self.is_valid():
            return False
        try:
            action(**self.cleaned_data, **more)
        except ValidationError as error:
            self._explain(error)
            return False
        return True

    def _explain(self, error: ValidationError) -> None:
        by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, messages in by_field.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)
