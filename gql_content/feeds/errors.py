"""Errors of feeds."""

from gql_content.errors import GqlContentError

__all__ = ["MissingSiteUrlError"]


class MissingSiteUrlError(GqlContentError):
    """A feed needs absolute urls, but the site's url is not configured."""

    def __init__(self) -> None:
        super().__init__(
            "Its urls have to be absolute: start the service with --site-url, "
            "the url of the site's home page, such as https://example.org."
        )
