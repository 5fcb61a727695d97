"""Forms with files in them (`multipart/form-data`), as `multer` reads them for the operations that take files.

The files are kept in memory, of whatever size. Text fields are passed over. Source: `multer` 1.4.5 and `busboy` 1.6.
"""

import logging
import re
from dataclasses import dataclass
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser
from starlette.types import Receive

from medusa_mock.errors import InvalidData

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

LONGEST_TEXT = 1024 * 1024
"""Bytes in a text field."""

# What is wrong with a form is told to whoever sent it.
logging.getLogger("python_multipart").setLevel(logging.ERROR)

_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file of a form: the field it came in, its name without folders, and its bytes."""

    field: str
    name: str
    content: bytes


async def read_form(headers: dict[bytes, bytes], receive: Receive) -> list[UploadedFile] | None:
    """The files of a form in their order, None if the body is no form.

    Raises:
        InvalidData: the form is cut off or malformed, or a text in it is too long. The real server answers 500.
    """
    content_type = _header(headers.get(b"content-type", b"").decode("latin-1"))
    boundary = content_type.get_param("boundary")
    if content_type.get_content_type() != "multipart/form-data" or not boundary:
        return None
    form = _Form()
    try:
        parser = MultipartParser(str(boundary), form.callbacks())
        more = True
        while more:
            message = await receive()
            parser.write(message.get("body", b""))
            more = message.get("more_body", False)
    except FormParserError as error:
        raise InvalidData(f"Malformed form: {error}") from None
    if not form.ended:
        raise InvalidData("Unexpected end of form")
    return form.files


class _Form:
    """What the parser has found up to now."""

    def __init__(self) -> None:
        self.files: list[UploadedFile] = []
        self.ended = False
        self._names: list[bytes] = []
        self._values: list[bytes] = []
        self._field = self._name = ""
        self._content: list[bytes] = []
        self._text_size = 0

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self.part_begin,
            "on_header_begin": self.header_begin,
            "on_header_field": self.header_field,
            "on_header_value": self.header_value,
            "on_headers_finished": self.headers_finished,
            "on_part_data": self.part_data,
            "on_part_end": self.part_end,
            "on_end": self.end,
        }

    def part_begin(self) -> None:
        self._names, self._values, self._content, self._text_size = [], [], [], 0

    def header_begin(self) -> None:
        self._names.append(b"")
        self._values.append(b"")

    def header_field(self, data: bytes, start: int, end: int) -> None:
        self._names[-1] += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._values[-1] += data[start:end]

    def headers_finished(self) -> None:
        pairs = zip(self._names, self._values, strict=True)
        found = [value for name, value in pairs if name.lower() == b"content-disposition"]
        # Read as Latin-1, as browsers do not send it: a name beyond ASCII arrives as the real server garbles it.
        disposition = _header(found[0].decode("latin-1") if found else "")
        self._field, self._name = _parameter(disposition, "name"), _base(_parameter(disposition, "filename"))

    def part_data(self, data: bytes, start: int, end: int) -> None:
        if self._name:
            self._content.append(data[start:end])
            return
        self._text_size += end - start
        if self._text_size > LONGEST_TEXT:
            raise InvalidData("Field value too long")

    def part_end(self) -> None:
        if self._name:
            self.files.append(UploadedFile(self._field, self._name, b"".join(self._content)))

    def end(self) -> None:
        self.ended = True


def _header(value: str) -> Message:
    """A header with parameters, whichever it is."""
    message = Message()
    message["Content-Type"] = value
    return message


def _parameter(header: Message, name: str) -> str:
    value = header.get_param(name)
    return "" if value is None else collapse_rfc2231_value(value)


def _base(name: str) -> str:
    """The name without the folders before it; none where nothing else is left."""
    base = _FOLDERS.sub("", name)
    return "" if base in (".", "..") else base
