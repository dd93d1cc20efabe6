"""What to write in place of a token that cannot be honoured."""

from gql_content.dates.errors import BadFormat

__all__ = ["refused"]

# By the first letter of the token.
REMEDIES = {
    "L": "Write the date out, such as DD/MM/YYYY, or the time, such as HH:mm.",
    "N": "Eras are not known here; write the name as text: [AD].",
    "d": "Write ddd for the short name of the weekday, or DD for the day of the month.",
    "e": "Write E, which counts from Monday.",
    "g": "Write GGGG, the year of the week by ISO 8601.",
    "l": "Write the date out, such as D/M/YYYY.",
    "w": "Write W, the week by ISO 8601.",
    "y": "It is the year of an era in moment.js. Write YYYY, or YY.",
    "z": "Names of zones are not known here. Write Z for the offset, or the name as text: [UTC].",
}


def refused(token: str, locale: str) -> BadFormat:
    """Why a token of moment.js has no right answer in this locale, and what has one."""
    why = "" if token[0] in "Nyz" else f" in the locale {locale!r}"
    return BadFormat(
        f"The date token {token} cannot be honoured{why}. {REMEDIES[token[0]]} "
        f"If it is text, put it in brackets: [{token}]."
    )
