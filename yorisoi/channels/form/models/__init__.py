from .field import Field
from .form import Form
from .submission_count import SubmissionCount

__all__ = ["Field", "Form", "SubmissionCount"]
