"""Why a contract run comes to no verdict. What a server answers wrongly is no error: it is the result."""


class Unusable(Exception):
    """A server, an option or a file that nothing can be judged with; `str(error)` says what to do about it."""
