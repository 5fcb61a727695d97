"""Replies, and errors as replies."""

import inspect

import pytest

from medusa_mock import errors
from medusa_mock.errors import Duplicate, MalformedBody, MockError, NoRoute, NotFound, Unauthenticated, WrongCredentials
from medusa_mock.wire.replies import entity_tag, error_reply, page_reply, shown_path


def test_an_error_is_told_as_type_and_message() -> None:
    reply = error_reply(NotFound("Oauth application nobody not found"))
    assert (reply.status, reply.content_type) == (404, "application/json; charset=utf-8")
    assert reply.body == b'{"type":"not_found","message":"Oauth application nobody not found"}'


def test_a_code_comes_first_where_there_is_one() -> None:
    reply = error_reply(Duplicate("Key (name)=(X) already exists."))
    assert reply.status == 422
    assert reply.body == (
        b'{"code":"invalid_request_error","type":"duplicate_error","message":"Key (name)=(X) already exists."}'
    )


def test_the_two_kinds_of_401() -> None:
    missing, wrong = error_reply(Unauthenticated()), error_reply(WrongCredentials())
    assert (missing.status, missing.body, missing.content_type, missing.etag) == (401, b"Unauthorized", None, False)
    assert (wrong.status, wrong.body, wrong.content_type) == (401, b"Unauthorized", "text/plain; charset=utf-8")


def test_pages_escape_what_they_show() -> None:
    reply = error_reply(MalformedBody("""<script>'"&"""))
    assert reply.status == 400
    assert b"<pre>&lt;script&gt;&#39;&quot;&amp;</pre>" in reply.body


def test_an_unknown_route_is_the_page_of_express() -> None:
    reply = error_reply(NoRoute("GET", "/nope"))
    assert reply.body == page_reply(404, "Cannot GET /nope").body
    assert len(reply.body) == 143


# As a real server showed them.
PATHS = {
    "/a%20b": "/a%20b",
    "/%zz": "/%25zz",
    '/a"b': "/a%22b",
    "/a<b>": "/a%3Cb%3E",
    "/a'b": "/a'b",
    "/a|b": "/a|b",
    "/%E4": "/%E4",
    "/ä": "/%C3%A4",
}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_shown_encoded_once(path: str) -> None:
    assert shown_path(path) == PATHS[path]


def test_an_entity_tag_is_the_one_of_express() -> None:
    assert entity_tag(b"OK") == b'W/"2-nOO9QiTIwXgNtWtBJezz8kv3SLc"'
    assert entity_tag(b"Unauthorized") == b'W/"c-dAuDFQrdjS3hezqxDTNgW7AOlYk"'


def test_every_error_is_in_the_tree_that_the_docstring_draws() -> None:
    kinds = {name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, MockError)}
    drawn = {line.split()[1] for line in (errors.__doc__ or "").splitlines() if line.strip().startswith(("-", "*"))}
    assert kinds == drawn
