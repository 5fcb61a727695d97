"""Forms with files, read as multer reads them: every case was tried out on a real Medusa."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from medusa_mock.errors import InvalidData
from medusa_mock.wire.forms import LONGEST_TEXT, UploadedFile, read_form

END = b"--B--\r\n"


def part(disposition: str, content: bytes = b"x", *headers: str) -> bytes:
    lines = (f"Content-Disposition: form-data{disposition}", *headers, "", "")
    return b"--B\r\n" + "\r\n".join(lines).encode("latin-1") + content + b"\r\n"


def file(name: str, content: bytes = b"x") -> bytes:
    return part(f'; name="files"; filename="{name}"', content)


def read(
    body: bytes, content_type: str = "multipart/form-data; boundary=B", piece: int = 7
) -> list[UploadedFile] | None:
    """Read a form that arrives in small pieces."""
    pieces = [body[start : start + piece] for start in range(0, len(body), piece)] or [b""]
    messages = iter([(one, index < len(pieces) - 1) for index, one in enumerate(pieces)])

    async def receive() -> MutableMapping[str, Any]:
        sent, more = next(messages)
        return {"type": "http.request", "body": sent, "more_body": more}

    return asyncio.run(read_form({b"content-type": content_type.encode()}, receive))


def names(body: bytes) -> list[str]:
    return [one.name for one in read(body + END) or ()]


def test_files_come_in_their_order_with_field_name_and_bytes() -> None:
    body = file("a.txt", b"\r\n--C\r\n-- \x00\xff") + part('; name="other"; filename="b"', b"") + END
    assert read(body) == [UploadedFile("files", "a.txt", b"\r\n--C\r\n-- \x00\xff"), UploadedFile("other", "b", b"")]


@pytest.mark.parametrize("piece", [1, 2, 3, 64, 10_000])
def test_the_pieces_do_not_matter(piece: int) -> None:
    content = b"\r\n-\r\n--\r\n--\r\n\r\r\n" * 20 + b"x"
    assert read(file("a", content) + END, piece=piece) == [UploadedFile("files", "a", content)]


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../../etc/passwd", "passwd"),
        ("..\\\\..\\\\boot.ini", "boot.ini"),
        ("C:\\\\Users\\\\Mira\\\\tea.csv", "tea.csv"),
        ("/etc/passwd", "passwd"),
        ("a%2fb%20c", "a%2fb%20c"),
        ("a b?c#d&e.txt", "a b?c#d&e.txt"),
        ('say \\"a\\".txt', 'say "a".txt'),
        (".hidden", ".hidden"),
        ("ü.txt", "ü.txt"),
        ("Ã¼.txt", "Ã¼.txt"),
    ],
)
def test_a_name_loses_its_folders_and_nothing_else(sent: str, name: str) -> None:
    assert names(file(sent)) == [name]


def test_a_name_in_utf8_arrives_garbled() -> None:
    assert names(b'--B\r\nContent-Disposition: form-data; name="files"; filename="\xc3\xbc"\r\n\r\nx\r\n') == ["Ã¼"]


def test_a_name_may_say_its_charset() -> None:
    assert names(part("; name=files; filename*=UTF-8''%c3%bc.txt")) == ["ü.txt"]


@pytest.mark.parametrize(
    "passed_over",
    [
        part('; name="files"'),
        part('; name="files"; filename=""'),
        file(".."),
        file("."),
        file("a/"),
        part('; name="files"', b"x", "Content-Type: application/octet-stream"),
        b"--B\r\nContent-Type: text/plain\r\n\r\nx\r\n",
        b"",
    ],
)
def test_what_is_no_file_is_passed_over(passed_over: bytes) -> None:
    assert names(passed_over + file("a")) == ["a"]
    assert names(passed_over) == []


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/json", "multipart/form-data", "multipart/mixed; boundary=B", "multipart/"],
)
def test_what_is_no_form_has_no_files(content_type: str) -> None:
    assert read(file("a") + END, content_type) is None


@pytest.mark.parametrize("body", [b"", file("a"), file("a")[:-1], b"--B", b"nothing"])
def test_a_form_that_is_cut_off_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidData, match=r"Unexpected end of form|Malformed form"):
        read(body)


@pytest.mark.parametrize("body", [b"--B\r\n\x00: x\r\n\r\n" + END, b"--B\r\nNo colon\r\n\r\nx\r\n" + END])
def test_a_malformed_form_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidData, match="Malformed form"):
        read(body)


def test_a_boundary_may_be_too_long() -> None:
    with pytest.raises(InvalidData, match="Malformed form"):
        read(b"", f"multipart/form-data; boundary={'B' * 1000}")


def test_texts_have_a_limit_and_files_have_none() -> None:
    content = b"x" * (LONGEST_TEXT + 1)
    assert read(file("a", content) + END, piece=64 * 1024) == [UploadedFile("files", "a", content)]
    with pytest.raises(InvalidData, match="Field value too long"):
        read(part('; name="a"', content) + END, piece=64 * 1024)
