"""The webhooks of a server: kept with the sessions that they belong to, and told of what happens there."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from medusa_mock.domain.events import EVENTS, fitting
from medusa_mock.errors import InvalidData
from medusa_mock.store import Session, Sessions
from medusa_mock.webhooks.hooks import Hooks, Webhook

PAUSES: Final = (0.5, 2.0, 8.0, 30.0)
"""Seconds between one attempt and the next."""
TIMEOUT: Final = 5.0
"""Seconds that an answer may take."""
OF_AN_APPLICATION: Final = "oauth.token_generated.name"
"""The one kind of event whose names nobody knows beforehand."""


class Webhooks:
    """Told by the wire when a request has been answered, so that no answer waits for a delivery.

    A hook belongs to one session: a fork has none of it. A reset, and whatever else puts another state in the place of
    the present one, ends what waits; the hooks stay. They end with their session.

    Args:
        sessions: whose events are told.
        pauses: the seconds between the attempts of a delivery, of which there is one more.
        timeout: the seconds that an attempt may take.
    """

    def __init__(self, sessions: Sessions, *, pauses: Sequence[float] = PAUSES, timeout: float = TIMEOUT) -> None:
        self._sessions = sessions
        self.pauses = pauses
        self.timeout = timeout
        self.armed = False
        """Whether there has been a hook at all: as long as there was none, nobody listens."""

    def of(self, session: Session) -> Hooks:
        """Those of a session, which live as long as it does."""
        hooks: Hooks = session.companions.setdefault(Hooks, Hooks())
        return hooks

    def add(self, session: Session, declared: Mapping[str, Any]) -> Webhook:
        """Raises InvalidData for a URL that is none, names that no event has, and where there are too many."""
        _check_url(declared["url"])
        for pattern in declared["events"]:
            _check_pattern(pattern)
        hook = self.of(session).add(declared)
        session.store.listen()
        self.armed = True
        return hook

    def gather(self, session: Session) -> None:
        """Send out what has happened since the last time. Wants a running event loop, which delivers."""
        hooks = session.companions.get(Hooks)
        if hooks is None:
            return
        for event in session.store.heard():
            for hook in hooks:
                hook.take(event)
        for hook in hooks:
            hook.set_out(lambda hook: self._deliver(hook, session))

    def begin_anew(self, session: Session) -> None:
        """End what waits: it is of a state that has gone."""
        for hook in session.companions.get(Hooks, ()):
            hook.end()

    def end(self, session: Session) -> None:
        """End the hooks of a session that is over."""
        hooks = self.of(session)
        hooks.delete(*hooks)

    async def _deliver(self, hook: Webhook, session: Session) -> None:
        from medusa_mock.webhooks.courier import deliver

        await deliver(hook, session.name, self, lambda: self._sessions.find(session.name) is session)


def _check_url(url: str) -> None:
    from httpx import URL, InvalidURL

    try:
        parts = URL(url)
    except (InvalidURL, ValueError) as error:
        raise InvalidData(f"url is no URL: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.host:
        raise InvalidData("url must begin with http:// or https:// and the name of a host")


def _check_pattern(pattern: str) -> None:
    fits = fitting(pattern)
    if any(map(fits, EVENTS)) or fits(OF_AN_APPLICATION) or pattern.startswith("oauth.token_generated."):
        return
    near = get_close_matches(pattern, EVENTS, 1)
    raise InvalidData(f"no event is called {pattern}" + (f", did you mean {near[0]}?" if near else ""))
