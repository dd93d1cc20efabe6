"""Command-line options from `Settings`: each setting is an option and an environment variable."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import click
import msgspec

from gql_content.errors import StartError
from gql_content.settings import Settings

__all__ = [
    "ENVIRONMENT_PREFIX",
    "content_argument",
    "get_setting_annotation",
    "make_settings",
    "settings_options",
]


ENVIRONMENT_PREFIX = "GQL_CONTENT_"

Command = TypeVar("Command", bound=Callable[..., Any])


def settings_options(
    exclude: Sequence[str] = (), only: Sequence[str] = ()
) -> Callable[[Command], Command]:
    """Adds the options of settings to a command: all but `exclude`, or `only` these."""

    def add(command: Command) -> Command:
        for field in reversed(msgspec.structs.fields(Settings)):
            if field.name not in {"content", *exclude} and (not only or field.name in only):
                command = make_option(field)(command)
        return command

    return add


def content_argument(command: Command) -> Command:
    """Adds the argument CONTENT."""
    return click.argument(
        "content",
        type=click.Path(path_type=Path),
        envvar=f"{ENVIRONMENT_PREFIX}CONTENT",
        default=Path("content"),
    )(command)


def make_option(field: msgspec.structs.FieldInfo) -> Callable[[Command], Command]:
    type_, description = get_setting_annotation(field.name)
    flag = field.name.replace("_", "-")
    return click.option(
        f"--{flag}/--no-{flag}" if type_ is bool else f"--{flag}",
        field.name,
        help=description,
        default=field.default,
        envvar=f"{ENVIRONMENT_PREFIX}{field.name.upper()}",
        show_envvar=True,
        show_default=field.name != "state_dir",
        **make_type_options(type_, "CODE" if field.name == "ignore" else "GLOB"),
    )


def get_setting_annotation(name: str) -> tuple[Any, str]:
    annotation = get_type_hints(Settings, include_extras=True)[name]
    assert get_origin(annotation) is Annotated  # noqa: S101 - all settings are annotated
    type_, meta = get_args(annotation)
    return type_, meta.description


def make_type_options(type_: Any, item: str) -> dict[str, Any]:
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return {"type": click.Choice(list(type_), case_sensitive=False)}
    if type_ is Path:
        return {"type": click.Path(path_type=Path), "metavar": "FOLDER"}
    if type_ == Path | None:
        return {"type": click.Path(path_type=Path, dir_okay=False), "metavar": "FILE"}
    if get_origin(type_) is tuple:
        return {"multiple": True, "metavar": item}
    if type_ is bool:
        return {}
    return {"type": str if type_ == str | None else type_}


def make_settings(values: dict[str, Any]) -> Settings:
    """Validated settings from option values; raises `StartError`."""
    try:
        settings = msgspec.convert(values, Settings, dec_hook=decode_path, strict=False)
    except msgspec.ValidationError as error:
        expected, _, name = f"{error}".rpartition(" - at `$.")
        flag = name.rstrip("`").replace("_", "-")
        raise StartError(f"--{flag}: {expected}.") from None
    validate_content(settings.content)
    if settings.page_size > settings.max_page_size:
        raise StartError(
            f"--page-size is {settings.page_size}, above --max-page-size {settings.max_page_size}."
        )
    if settings.documents_only and settings.documents is None:
        raise StartError("--documents-only requires a manifest: add --documents FILE.")
    validate_url("site-url", settings.site_url)
    validate_url("purge-url", settings.purge_url)
    validate_dates(settings)
    return settings


def validate_url(option: str, url: str | None) -> None:
    if url is not None and not url.startswith(("https://", "http://")):
        raise StartError(f"--{option} is {url}; it must begin with https:// or http://.")


def validate_dates(settings: Settings) -> None:
    if date_settings(settings) == date_settings(Settings()):
        return
    # Imported late: with default settings, start-up need not import date formatting.
    from gql_content.dates import DateFormatError, LocaleError, format_date, is_known_time_zone

    try:
        format_date(date(2025, 2, 6), settings.date_format, settings.locale)
    except (DateFormatError, LocaleError) as error:
        raise StartError(str(error)) from None
    if settings.time_zone != "UTC" and not is_known_time_zone(settings.time_zone):
        raise StartError(
            f"--time-zone: unknown zone {settings.time_zone}. Use an IANA name, such as Asia/Tokyo."
        )


def date_settings(settings: Settings) -> tuple[str, str, str]:
    return settings.date_format, settings.locale, settings.time_zone


def decode_path(type_: type, value: object) -> object:
    return value if type_ is Path else NotImplemented


def validate_content(content: Path) -> None:
    if not content.exists():
        raise StartError(
            f"The folder {content} does not exist. Pass the folder that holds the articles."
        )
    if not content.is_dir():
        raise StartError(f"{content} is not a folder. Pass the folder that holds the articles.")
