from collections.abc import Callable
from functools import cached_property

from gql_content.config import Settings
from gql_content.execution import Executor, ValidationPolicy, build_validation_policy
from gql_content.web.limits import limits_of

__all__ = ["Executors"]


class Executors:
    """Who runs operations: for strangers, and for clients with the token.

    In production they differ in what errors say and in whether introspection is answered. Neither
    knows what the other remembers, so no answer to one reaches the other.
    """

    def __init__(self, settings: Settings, make: Callable[[ValidationPolicy], Executor]) -> None:
        self._settings = settings
        self._make = make
        self.strangers = make(
            build_validation_policy(limits_of(settings), show_schema=not settings.production)
        )

    def of(self, *, is_known: bool) -> Executor:
        """The one for a client, who is known or a stranger."""
        return self._known if is_known and self._settings.production else self.strangers

    @cached_property
    def _known(self) -> Executor:
        return self._make(build_validation_policy(limits_of(self._settings)))
