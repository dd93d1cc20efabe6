import subprocess
import sys

from gql_content import dates


def test_the_public_surface_is_this_list() -> None:
    assert dates.__all__ == [
        "DEFAULT_DATE_FORMAT",
        "DateFormatError",
        "LocaleError",
        "format_article_date",
        "format_date",
        "format_posted_on",
        "get_start_of_day",
        "is_known_time_zone",
    ]
    assert all(hasattr(dates, name) for name in dates.__all__)


def test_importing_the_package_does_not_load_arrow() -> None:
    code = "import sys, gql_content.dates; print('arrow' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"
