from msgspec import Struct

from gql_content.model import Article

__all__ = ["Step"]


class Step(Struct, frozen=True):
    """How a library came out of the one at revision `since`: what stopped and began to be served.

    An article that changed is in both, as it was and as it is.
    """

    since: str
    dropped: tuple[Article, ...]
    taken: tuple[Article, ...]
