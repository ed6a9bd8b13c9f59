"""The link that sets a password: allauth's page, its token, our address."""

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from yorisoi.workspace.models import User


def reset_path(user: User) -> str:
    """Path of the page that sets this person's password; good once, for PASSWORD_RESET_TIMEOUT seconds."""
    token = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
