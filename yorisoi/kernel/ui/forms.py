"""Forms whose values go to one action, and that explain at the fields what the action refused."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


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
