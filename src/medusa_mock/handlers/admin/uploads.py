"""Uploads: files that the server keeps, and serves back under `/uploads`."""

from medusa_mock.domain.files import delete_file, save_file
from medusa_mock.resource import Body
from medusa_mock.store import Store
from medusa_mock.wire.request import Request


def upload_files(store: Store, body: Body, request: Request) -> Body:
    keys = [save_file(store, file.name, file.content) for file in body["files"]]
    return {"uploads": [{"url": _url(request, key), "key": key} for key in keys]}


# The file service of the real server protects nothing.
upload_protected_files = upload_files


def request_download_url(body: Body, request: Request) -> Body:
    return {"download_url": _url(request, body["file_key"])}


def delete_uploaded_file(store: Store, body: Body) -> Body:
    delete_file(store, body["file_key"])
    return {"id": body["file_key"], "object": "file", "deleted": True}


def _url(request: Request, key: str) -> str:
    return f"http://{request.header('host') or 'localhost'}/uploads/{key}"
