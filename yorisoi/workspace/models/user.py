"""A person who can sign in."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.sql import Rows, prepared


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who signs in by this e-mail address (stored in lower case)."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get(self, *conditions: Any, **values: Any) -> "User":
        """As Django's; by `pk` alone, as every request asks for who signed in, by SQL that is made once."""
        pk = values.get("pk")
        if conditions or len(values) != 1 or not isinstance(pk, UUID):
            return super().get(*conditions, **values)
        found: list[User] = _by_id(pk)
        if not found:
            raise self.model.DoesNotExist(f"no user {pk}")
        return found[0]


@prepared
def _by_id(pk: UUID) -> Rows:
    return User.objects.filter(pk=pk)


class User(AbstractBaseUser):
    """Sign-in by e-mail address; Staff extends it one to one.

    `access_version` goes up with every change of what the person may do; cached actors are kept under it, so that a
    stale one is never found.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, default="ja")
    theme = models.CharField(max_length=8, default="auto")
    access_version = models.PositiveIntegerField(default=1)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email
