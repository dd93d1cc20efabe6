"""Errors in the arguments of date fields."""

from gql_content.errors import CallError

__all__ = ["DateFormatError", "LocaleError"]


class DateFormatError(CallError):
    """A date format with an unsupported token, or with text outside brackets."""

    code = "BAD_FORMAT"


class LocaleError(CallError):
    """An unknown locale."""

    code = "BAD_LOCALE"
