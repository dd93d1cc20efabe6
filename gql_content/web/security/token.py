from base64 import b64decode
from hmac import compare_digest

from starlette.datastructures import Headers

__all__ = ["Token"]

BEARER, BASIC = "bearer ", "basic "


class Token:
    """The secret by which the service knows those who run it; without one it knows nobody."""

    def __init__(self, secret: str | None) -> None:
        self._secret = (secret or "").encode()

    @property
    def exists(self) -> bool:
        """Whether there is one, so that anybody can be known."""
        return bool(self._secret)

    def is_in(self, headers: Headers) -> bool:
        """Whether a request bears it. Takes as long for a near miss as for any other.

        Programs send it as `Bearer`, browsers that have asked their user as the password of
        `Basic`. A page of another origin cannot read what is answered to that.
        """
        given = headers.get("authorization", "")
        return self.is_named_by(given) or self._is_password_in(given)

    def is_named_by(self, given: str) -> bool:
        """Whether a text such as `Bearer it` names it."""
        if not given.lower().startswith(BEARER):
            return False
        return self._is(given[len(BEARER) :].strip().encode())

    def _is_password_in(self, given: str) -> bool:
        if not given.lower().startswith(BASIC):
            return False
        try:
            decoded = b64decode(given[len(BASIC) :].strip(), validate=True)
        except ValueError:
            return False
        return self._is(decoded.partition(b":")[2])

    def _is(self, secret: bytes) -> bool:
        return self.exists and compare_digest(secret, self._secret)
