from .acknowledge import acknowledge
from .fields import FieldValues, add_field, change_field, move_field, remove_field
from .forms import FormValues, change_form, create_form, remove_form
from .limit import count_try, forget_counts
from .submit import Submitted, submit

__all__ = [
    "FieldValues",
    "FormValues",
    "Submitted",
    "acknowledge",
    "add_field",
    "change_field",
    "change_form",
    "count_try",
    "create_form",
    "forget_counts",
    "move_field",
    "remove_field",
    "remove_form",
    "submit",
]
