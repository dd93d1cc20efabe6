"""Options made from `Settings`: each setting is an option and an environment variable."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import click
import msgspec

from gql_content.config import Settings
from gql_content.errors import StartError

__all__ = ["ENVIRONMENT", "content_argument", "settings_from", "settings_options"]

ENVIRONMENT = "GQL_CONTENT_"

Command = TypeVar("Command", bound=Callable[..., Any])


def settings_options(
    but: Sequence[str] = (), only: Sequence[str] = ()
) -> Callable[[Command], Command]:
    """Adds the options of all settings but some, or of some alone, to a command."""

    def add(command: Command) -> Command:
        for field in reversed(msgspec.structs.fields(Settings)):
            if field.name not in {"content", *but} and (not only or field.name in only):
                command = option_for(field)(command)
        return command

    return add


def content_argument(command: Command) -> Command:
    """Adds the argument CONTENT."""
    return click.argument(
        "content",
        type=click.Path(path_type=Path),
        envvar=f"{ENVIRONMENT}CONTENT",
        default=Path("content"),
    )(command)


def option_for(field: msgspec.structs.FieldInfo) -> Callable[[Command], Command]:
    kind, description = annotation_of(field.name)
    flag = field.name.replace("_", "-")
    return click.option(
        f"--{flag}/--no-{flag}" if kind is bool else f"--{flag}",
        field.name,
        help=description,
        default=field.default,
        envvar=f"{ENVIRONMENT}{field.name.upper()}",
        show_envvar=True,
        show_default=field.name != "state_dir",
        **type_options(kind, "CODE" if field.name == "ignore" else "GLOB"),
    )


def annotation_of(name: str) -> tuple[Any, str]:
    annotation = get_type_hints(Settings, include_extras=True)[name]
    assert get_origin(annotation) is Annotated  # noqa: S101 - so are all settings
    kind, meta = get_args(annotation)
    return kind, meta.description


def type_options(kind: Any, item: str) -> dict[str, Any]:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": click.Choice(list(kind), case_sensitive=False)}
    if kind is Path:
        return {"type": click.Path(path_type=Path), "metavar": "FOLDER"}
    if kind == Path | None:
        return {"type": click.Path(path_type=Path, dir_okay=False), "metavar": "FILE"}
    if get_origin(kind) is tuple:
        return {"multiple": True, "metavar": item}
    if kind is bool:
        return {}
    return {"type": str if kind == str | None else kind}


def settings_from(given: dict[str, Any]) -> Settings:
    """The settings that were given, checked; raises `StartError`."""
    try:
        settings = msgspec.convert(given, Settings, dec_hook=as_path, strict=False)
    except msgspec.ValidationError as error:
        expected, _, name = f"{error}".rpartition(" - at `$.")
        flag = name.rstrip("`").replace("_", "-")
        raise StartError(f"--{flag}: {expected}.") from None
    check_content(settings.content)
    if settings.page_size > settings.max_page_size:
        raise StartError(
            f"--page-size is {settings.page_size}, above --max-page-size {settings.max_page_size}."
        )
    if settings.documents_only and settings.documents is None:
        raise StartError("--documents-only needs the manifest that is meant: add --documents FILE.")
    check_url("site-url", settings.site_url)
    check_url("purge-url", settings.purge_url)
    check_dates(settings)
    return settings


def check_url(option: str, url: str | None) -> None:
    if url is not None and not url.startswith(("https://", "http://")):
        raise StartError(f"--{option} is {url}: it begins with https:// or http://.")


def check_dates(settings: Settings) -> None:
    if dates_in(settings) == dates_in(Settings()):
        return
    # What writes dates is imported for those who want them otherwise.
    from gql_content.dates import DateFormatError, LocaleError, format_date, is_known_time_zone

    try:
        format_date(date(2025, 2, 6), settings.date_format, settings.locale)
    except (DateFormatError, LocaleError) as error:
        raise StartError(str(error)) from None
    if settings.time_zone != "UTC" and not is_known_time_zone(settings.time_zone):
        raise StartError(f"--time-zone: there is no zone {settings.time_zone}, as in Asia/Tokyo.")


def dates_in(settings: Settings) -> tuple[str, str, str]:
    return settings.date_format, settings.locale, settings.time_zone


def as_path(kind: type, given: object) -> object:
    return given if kind is Path else NotImplemented


def check_content(content: Path) -> None:
    if not content.exists():
        raise StartError(f"There is no folder {content}. Name the folder that holds the articles.")
    if not content.is_dir():
        raise StartError(f"{content} is no folder. Name the folder that holds the articles.")
