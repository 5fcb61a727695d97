"""What a server says when it answers."""

from medusa_mock import __version__
from medusa_mock.app import DOCUMENTS, App


def banner(app: App, url: str) -> str:
    """Where the server is, how to log in, and what it serves."""
    seed = app.seed
    lines = [
        f"medusa-mock {__version__} answers on {url}",
        "",
        f"  log in     {seed.credentials or 'as nobody: no user of the seed has a password'}",
        f"  API docs   {', '.join(url + path for path in ('/docs', *DOCUMENTS.values()))}",
        f"  console    {url}/_mock/",
        f"  seed       {app.options.seed}",
        f"  serves     {app.operations} operations",
    ]
    if app.state:
        lines.append(f"  state      {app.state.file}")
    if app.options.control_token:
        lines.append(f"  control token  {app.options.control_token}")
    lines += [f"  note       {note}" for note in seed.notes]
    return "\n".join([*lines, "", "Stop with Ctrl-C."])
