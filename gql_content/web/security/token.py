from hmac import compare_digest

from starlette.datastructures import Headers

__all__ = ["Token"]

SCHEME = "bearer "


class Token:
    """The secret by which the service knows those who run it; without one it knows nobody."""

    def __init__(self, secret: str | None) -> None:
        self._secret = (secret or "").encode()

    def is_in(self, headers: Headers) -> bool:
        """Whether a request bears it. Takes as long for a near miss as for any other."""
        return self.is_named_by(headers.get("authorization", ""))

    def is_named_by(self, given: str) -> bool:
        """Whether a text such as `Bearer it` names it."""
        if not self._secret or not given.lower().startswith(SCHEME):
            return False
        return compare_digest(given[len(SCHEME) :].strip().encode(), self._secret)
