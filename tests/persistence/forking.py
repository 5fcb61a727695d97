"""Servers on one state file, one after the other, each in a process of its own that a test kills.

A line on stdin asks for the next one; its process id and URL are the answer. Forking spares each of them the second
that the imports take.
"""

import os
import sys

from medusa_mock import serving
from medusa_mock.app import App, Options


def serve(file: str) -> None:
    bound = serving.listen("127.0.0.1", 0)
    bound.listen()
    app = App(Options(seed="empty", state=file))
    print(os.getpid(), serving.url_of(bound), flush=True)  # noqa: T201
    serving.serve(app, bound, lambda: None)


def main() -> None:
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            serve(sys.argv[1])
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
