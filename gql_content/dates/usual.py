"""The default date format, importable without the formatter."""

__all__ = ["DEFAULT_DATE_FORMAT"]

DEFAULT_DATE_FORMAT = "MMM DD, YYYY"
