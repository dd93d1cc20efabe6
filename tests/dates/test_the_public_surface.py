import subprocess
import sys

from gql_content import dates


def test_the_room_exports_this_and_nothing_else() -> None:
    assert dates.__all__ == [
        "DEFAULT_FORMAT",
        "BadFormat",
        "BadLocale",
        "date_text",
        "format_date",
        "in_zone",
        "known_zone",
        "posted_on",
    ]
    assert all(hasattr(dates, name) for name in dates.__all__)


def test_importing_the_room_does_not_load_arrow() -> None:
    code = "import sys, gql_content.dates; print('arrow' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"
