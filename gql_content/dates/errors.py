"""What can be wrong with how a date is asked for."""

from gql_content.errors import CallError

__all__ = ["BadFormat", "BadLocale"]


class BadFormat(CallError):
    """A date format with a token that cannot be honoured, or with text outside of brackets."""

    code = "BAD_FORMAT"


class BadLocale(CallError):
    """A language whose names of months and days are not known."""

    code = "BAD_LOCALE"
