"""Cache tags as CDNs read them: by them a cache forgets what a change touches."""

from collections.abc import Collection, Sequence

from gql_content.repository import ALL, ANY_CHANGE

__all__ = ["tag_headers"]

COARSEST = (ALL, ANY_CHANGE)
MOST = 1_000  # bytes; proxies give all headers together 4 to 8 KB


def tag_headers(tags: Collection[str]) -> dict[str, str]:
    """The headers of Cloudflare and its like, and of Fastly and Varnish."""
    named = shown(tags)
    return {"Cache-Tag": ",".join(named), "Surrogate-Key": " ".join(named)}


def shown(tags: Collection[str]) -> Sequence[str]:
    """The tags to be shown: where the coarsest is there, or too much else, that one is enough."""
    if ANY_CHANGE in tags:
        return COARSEST
    named = [ALL, *sorted(tags)]
    return COARSEST if len(",".join(named)) > MOST else named
