"""Passwords of the demo's people, which everybody knows: twenty slow hashes would only delay the start."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class DemoPasswordHasher(Argon2PasswordHasher):
    """Argon2 at its smallest."""

    time_cost = 1
    memory_cost = 1024
    parallelism = 1
