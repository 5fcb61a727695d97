"""Passwords as argon2 hashes.

The cost is kept small (one pass over 1 MiB, half a millisecond): a mock guards nothing worth waiting for, and log-ins
happen on the event loop. The hash is a real one all the same, so that no password ever lies in the state.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@cache
def _hasher() -> "PasswordHasher":
    # Imported at the first use: most commands never touch a password, and the import takes longer than the hash.
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password` in its usual text form, salt and parameters included."""
    return _hasher().hash(password)


def verify_password(password_hash: str | None, password: str) -> bool:
    """Say whether the password belongs to the hash. No hash, or what is none, never matches."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if not password_hash:
        return False
    try:
        return _hasher().verify(password_hash, password)
    except (InvalidHashError, VerificationError):
        return False
