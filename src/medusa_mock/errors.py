"""Everything that can go wrong while a request is answered, in Medusa's own terms.

Each class is an entry of the real server's error table (`api/middlewares/error-handler.ts`): the HTTP status, the
`type` and, where the real server sends one, the `code` of the body. `wire.replies` alone turns them into HTTP.

* MockError
  - InvalidData           400  invalid_data         the request does not fit the document or the data
  - UnknownReferences     400                       the body names rows that there are not
  - NotAllowed            400  not_allowed          the request is understood and refused in the present state
    - OutOfStock                                    there is too little left of what is asked for
  - NotFound              404  not_found
  - Conflict              409  conflict             the request met another one; it may be sent again
  - InsufficientInventory 409                       there is too little left of what is to be bought
  - Unprocessable
    - Duplicate           422  duplicate_error      a unique value exists already
    - PaymentRefused      422  payment_authorization_error
  - UnexpectedState       500  unexpected_state
  - Unknown               500  unknown_error        what the real server says when something of its own breaks
  - PlainAnswer                                     the real server's bare `sendStatus`, text/plain
    - Unauthenticated     401                       missing or bad credentials
    - WrongCredentials    401                       wrong e-mail or password
    - BadRequest          400
    - NotThere            404
  - PageError                                       answered before Medusa's own code: an HTML page of Express
    - MalformedBody       400
    - NoRoute             404
    - BodyTooLarge        413
    - UnsupportedBody     415
"""

from collections.abc import Sequence
from typing import ClassVar


class MockError(Exception):
    """Base of all: `str(error)` is the message the client reads."""

    status: ClassVar[int] = 500
    type: ClassVar[str] = "unknown_error"
    code: ClassVar[str | None] = None


class InvalidData(MockError):
    status, type = 400, "invalid_data"


class UnknownReferences(MockError):
    """Found before the body is looked at further (`api/middlewares/validators`). Its body has no `type`."""

    status = 400

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("Provided request body contains errors. Please check the data and retry the request")
        self.errors = tuple(errors)


class NotAllowed(MockError):
    status, type = 400, "not_allowed"


class OutOfStock(NotAllowed):
    code = "insufficient_inventory"


class NotFound(MockError):
    status, type = 404, "not_found"


class Conflict(MockError):
    """Always answered with the same message, whatever went wrong."""

    status, type, code = 409, "conflict", "invalid_state_error"

    def __init__(self) -> None:
        super().__init__(
            "The request conflicted with another request. You may retry the request with the provided Idempotency-Key."
        )


class InsufficientInventory(MockError):
    """Told of each thing that there is too little of. Its body is a list (`strategies/cart-completion.ts`)."""

    status, type, code = 409, "not_allowed", "insufficient_inventory"

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__(", ".join(messages))
        self.messages = tuple(messages)


class Unprocessable(MockError):
    status = 422


class Duplicate(Unprocessable):
    type, code = "duplicate_error", "invalid_request_error"


class PaymentRefused(Unprocessable):
    type = "payment_authorization_error"


class UnexpectedState(MockError):
    type = "unexpected_state"


class Unknown(MockError):
    code = "unknown_error"

    def __init__(self, message: str = "An unknown error occurred.") -> None:
        super().__init__(message)


class PlainAnswer(MockError):
    """Answered with the bare words of the status, as text/plain."""

    def __init__(self, message: str) -> None:
        super().__init__(message)


class Unauthenticated(PlainAnswer):
    """No credentials that hold. The real answer has no Content-Type at all (passport ends the response itself)."""

    status = 401

    def __init__(self) -> None:
        super().__init__("Unauthorized")


class WrongCredentials(PlainAnswer):
    status = 401

    def __init__(self) -> None:
        super().__init__("Unauthorized")


class BadRequest(PlainAnswer):
    status = 400

    def __init__(self) -> None:
        super().__init__("Bad Request")


class NotThere(PlainAnswer):
    status = 404

    def __init__(self) -> None:
        super().__init__("Not Found")


class PageError(MockError):
    """Answered with an HTML page whose text is the message."""


class MalformedBody(PageError):
    status = 400


class NoRoute(PageError):
    status = 404

    def __init__(self, method: str, path: str) -> None:
        super().__init__(f"Cannot {method} {path}")


class BodyTooLarge(PageError):
    status = 413


class UnsupportedBody(PageError):
    status = 415
