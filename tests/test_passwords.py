"""Passwords and their hashes."""

import pytest

from medusa_mock.passwords import hash_password, verify_password


def test_a_password_belongs_to_its_hash_and_no_other_does() -> None:
    password_hash = hash_password("supersecret")
    assert verify_password(password_hash, "supersecret")
    assert not verify_password(password_hash, "Supersecret")


def test_the_hash_is_salted_argon2id() -> None:
    first, second = hash_password("supersecret"), hash_password("supersecret")
    assert first.startswith("$argon2id$")
    assert first != second


@pytest.mark.parametrize("password_hash", [None, "", "supersecret", "$argon2id$v=19$m=8,t=1,p=1$x"])
def test_what_is_no_hash_never_matches(password_hash: str | None) -> None:
    assert not verify_password(password_hash, "supersecret")
    assert not verify_password(password_hash, "")
