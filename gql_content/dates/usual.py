"""What a site has that says nothing of its dates; known without what writes them."""

__all__ = ["DEFAULT_FORMAT"]

DEFAULT_FORMAT = "MMM DD, YYYY"
