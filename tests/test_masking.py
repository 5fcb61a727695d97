"""Secrets do not get out."""

from typing import Any

import pytest

from medusa_mock.masking import masked, masked_headers, masked_query, masked_text

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoiYSJ9.c2ln-bmF_dHVyZQ"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"email": "a@example.com", "password": "x"}, {"email": "a@example.com", "password": "[Filtered]"}),
        ({"user": {"api_token": "x", "id": "usr_a"}}, {"user": {"api_token": "[Filtered]", "id": "usr_a"}}),
        ([{"access_token": JWT}], [{"access_token": "[Filtered]"}]),
        ({"Token": {"deep": 1}}, {"Token": "[Filtered]"}),
        ({"api_token": None}, {"api_token": None}),
        ({"note": f"use {JWT}!"}, {"note": "use [Filtered]!"}),
        ({"quantity": 1, "title": "token"}, {"quantity": 1, "title": "token"}),
    ],
)
def test_json_is_shown_without_secrets(value: Any, shown: Any) -> None:
    assert masked(value) == shown


def test_a_token_in_a_text_is_struck_out() -> None:
    assert masked_text(f"a {JWT} b") == "a [Filtered] b"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ""),
        ("a=1&token=x&b=2", "a=1&token=[Filtered]&b=2"),
        ("Password=x", "Password=[Filtered]"),
        ("my_token=x", "my_token=x"),
        (f"q={JWT}", "q=[Filtered]"),
    ],
)
def test_a_query_string_is_shown_without_secrets(query: str, shown: str) -> None:
    assert masked_query(query) == shown


def test_headers_that_prove_who_asks_are_struck_out() -> None:
    headers = {"Authorization": "Bearer x", "cookie": "a=b", "x-medusa-access-token": "x", "accept": "*/*"}
    shown = masked_headers(headers)
    assert shown == {**dict.fromkeys(headers, "[Filtered]"), "accept": "*/*"}
