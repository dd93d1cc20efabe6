"""What a document can lack."""

from gql_content.errors import GqlContentError

__all__ = ["NoSiteUrl"]


class NoSiteUrl(GqlContentError):
    """A document of absolute urls for a site whose url nobody told."""

    def __init__(self) -> None:
        super().__init__(
            "Its urls have to be absolute: start the service with --site-url, "
            "the url of the site's home page, such as https://example.org."
        )
