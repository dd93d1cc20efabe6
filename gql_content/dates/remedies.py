"""Alternatives for unsupported tokens."""

from gql_content.dates.errors import DateFormatError

__all__ = ["make_token_error"]

# By the token's first letter.
TOKEN_REMEDIES = {
    "L": "Write the date out, such as DD/MM/YYYY, or the time, such as HH:mm.",
    "N": "Eras are not supported; write the name as text: [AD].",
    "d": "Write ddd for the short name of the weekday, or DD for the day of the month.",
    "e": "Write E, which counts from Monday.",
    "g": "Write GGGG, the year of the week by ISO 8601.",
    "l": "Write the date out, such as D/M/YYYY.",
    "w": "Write W, the week by ISO 8601.",
    "y": "In moment.js it is the year of an era. Write YYYY, or YY.",
    "z": "Zone names are not supported. Write Z for the offset, or the name as text: [UTC].",
}


def make_token_error(token: str, locale: str) -> DateFormatError:
    """Return the error for a token of moment.js that is not supported in this locale."""
    scope = "" if token[0] in "Nyz" else f" in the locale {locale!r}"
    return DateFormatError(
        f"The date token {token} is not supported{scope}. {TOKEN_REMEDIES[token[0]]} "
        f"If it is text, put it in brackets: [{token}]."
    )
