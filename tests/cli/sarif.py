"""The part of SARIF 2.1.0 that we write, as the standard gives its shape.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, sections 3.13 to 3.52.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

__all__ = ["Log"]

Uri = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+$")]
Positive = Annotated[int, Meta(ge=1)]
Text = Annotated[str, Meta(min_length=1)]
Level = Literal["none", "note", "warning", "error"]


class Part(Struct, rename="camel", forbid_unknown_fields=True):
    """Properties are in camel case, and none is there that the standard does not name."""


class Message(Part):
    """3.11."""

    text: Text


class Configuration(Part):
    """3.50."""

    level: Level


class Rule(Part):
    """3.49, reportingDescriptor."""

    id: Text
    short_description: Message
    default_configuration: Configuration


class Driver(Part):
    """3.19, toolComponent."""

    name: Text
    version: Text
    rules: list[Rule]


class Tool(Part):
    """3.18."""

    driver: Driver


class Region(Part):
    """3.30."""

    start_line: Positive
    start_column: Positive


class ArtifactLocation(Part):
    """3.4."""

    uri: Uri


class PhysicalLocation(Part):
    """3.29."""

    artifact_location: ArtifactLocation
    region: Region | None = None


class Location(Part):
    """3.28."""

    physical_location: PhysicalLocation


class Result(Part):
    """3.27."""

    rule_id: Text
    rule_index: Annotated[int, Meta(ge=0)]
    level: Level
    message: Message
    locations: Annotated[list[Location], Meta(max_length=1)]


class Run(Part):
    """3.14."""

    tool: Tool
    column_kind: Literal["utf16CodeUnits", "unicodeCodePoints"]
    results: list[Result]


class Log(Part):
    """3.13."""

    version: Literal["2.1.0"]
    runs: Annotated[list[Run], Meta(min_length=1, max_length=1)]
    schema: Annotated[str, Meta(pattern="sarif-2.1.0")] = field(name="$schema")
