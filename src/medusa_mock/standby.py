"""A server that starts when somebody comes: its address is there at once, and costs a socket until then."""

import select
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class Standby:
    """A free port of this machine, and the application that answers there from the first connection on.

    `make_app` is called for that connection, in a thread of its own.
    """

    def __init__(self, make_app: "Callable[[], ASGIApp]") -> None:
        self._make_app = make_app
        self._bound = socket.create_server(("127.0.0.1", 0))
        self._stopped = threading.Event()
        self._woken, self._waker = socket.socketpair()
        self._thread = threading.Thread(target=self._wait, name="medusa-mock standby", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._bound.getsockname()[1]}"

    def stop(self) -> None:
        self._stopped.set()
        self._waker.close()
        self._thread.join()
        self._woken.close()
        self._bound.close()

    def _wait(self) -> None:
        select.select([self._bound, self._woken], [], [])
        if self._stopped.is_set():
            return
        from medusa_mock.serving import running

        with running(self._make_app(), self._bound):
            self._stopped.wait()
