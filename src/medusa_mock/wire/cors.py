"""Cross-origin requests as the `cors` package answers them, with Medusa's own reading of `ADMIN_CORS`."""

import re
from dataclasses import dataclass

Headers = list[tuple[bytes, bytes]]

METHODS = b"GET,HEAD,PUT,PATCH,POST,DELETE"

# Front ends in development run on this machine, on whatever port their tool picked.
LOOPBACK = r"/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/"


@dataclass(frozen=True)
class Cors:
    """Which origins may read the answers of one part of the API."""

    names: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def parse(cls, origins: str) -> "Cors":
        """Read origins as Medusa does: separated by commas, those of the form `/…/` being patterns.

        Raises:
            ValueError: a pattern is no regular expression.
        """
        parts = [part for part in origins.split(",") if part]
        patterns = [part for part in parts if len(part) > 1 and part.startswith("/") and "/" in part[1:]]
        try:
            compiled = tuple(re.compile(part[1 : part.rindex("/")].replace(r"\/", "/")) for part in patterns)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from None
        return cls(frozenset(parts).difference(patterns), compiled)

    def headers(self, origin: str | None) -> Headers:
        """What every answer bears."""
        allowed: Headers = []
        if origin is not None and self.allows(origin):
            allowed = [(b"access-control-allow-origin", origin.encode("latin-1"))]
        return [*allowed, (b"vary", b"Origin"), (b"access-control-allow-credentials", b"true")]

    def preflight(self, origin: str | None, asked: str | None) -> Headers:
        """What the answer to an OPTIONS request bears; whatever headers it asks for are allowed."""
        headers = [(name, value) for name, value in self.headers(origin) if name != b"vary"]
        headers.append((b"vary", b"Origin, Access-Control-Request-Headers"))
        headers.append((b"access-control-allow-methods", METHODS))
        if asked:
            headers.append((b"access-control-allow-headers", asked.encode("latin-1")))
        return headers

    def allows(self, origin: str) -> bool:
        return origin in self.names or any(pattern.search(origin) for pattern in self.patterns)
