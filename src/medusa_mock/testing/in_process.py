"""A mock without a socket: requests of httpx go to the application itself."""

import asyncio
from threading import Lock

import httpx
from starlette.types import ASGIApp


class InProcessTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers requests by an ASGI application.

    Those of an `httpx.Client` are answered one after the other on an event loop of its own, those of an
    `httpx.AsyncClient` on that of their caller. Raises what a socket would: RemoteProtocolError where the application
    ends the connection.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._asgi = httpx.ASGITransport(app)
        self._loop = asyncio.new_event_loop()
        self._lock = Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if _in_coroutine():
            raise RuntimeError("within a coroutine, ask the mock by its async_client()")
        with self._lock:
            return self._loop.run_until_complete(self.handle_async_request(request))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            answer = await self._asgi.handle_async_request(request)
            body = await answer.aread()
        except ConnectionError as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from error
        return httpx.Response(answer.status_code, headers=answer.headers, content=body)

    def stop(self) -> None:
        """End the event loop. `close` does not: clients call it, and many have the same transport."""
        with self._lock:
            self._loop.run_until_complete(_cancel_others())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()


async def _cancel_others() -> None:
    """End what is under way besides, such as deliveries to webhooks."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _in_coroutine() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
