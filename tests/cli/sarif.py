"""The part of SARIF 2.1.0 that we write, as typed by the standard.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, sections 3.13 to 3.52.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

__all__ = ["SarifLog"]

Uri = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+$")]
Positive = Annotated[int, Meta(ge=1)]
Text = Annotated[str, Meta(min_length=1)]
Level = Literal["none", "note", "warning", "error"]


class SarifObject(Struct, rename="camel", forbid_unknown_fields=True):
    """Properties are in camel case; properties that are not in the standard are rejected."""


class Message(SarifObject):
    """3.11."""

    text: Text


class Configuration(SarifObject):
    """3.50."""

    level: Level


class Rule(SarifObject):
    """3.49, reportingDescriptor."""

    id: Text
    short_description: Message
    default_configuration: Configuration


class Driver(SarifObject):
    """3.19, toolComponent."""

    name: Text
    version: Text
    rules: list[Rule]


class Tool(SarifObject):
    """3.18."""

    driver: Driver


class Region(SarifObject):
    """3.30."""

    start_line: Positive
    start_column: Positive


class ArtifactLocation(SarifObject):
    """3.4."""

    uri: Uri


class PhysicalLocation(SarifObject):
    """3.29."""

    artifact_location: ArtifactLocation
    region: Region | None = None


class Location(SarifObject):
    """3.28."""

    physical_location: PhysicalLocation


class Result(SarifObject):
    """3.27."""

    rule_id: Text
    rule_index: Annotated[int, Meta(ge=0)]
    level: Level
    message: Message
    locations: Annotated[list[Location], Meta(max_length=1)]


class Run(SarifObject):
    """3.14."""

    tool: Tool
    column_kind: Literal["utf16CodeUnits", "unicodeCodePoints"]
    results: list[Result]


class SarifLog(SarifObject):
    """3.13."""

    version: Literal["2.1.0"]
    runs: Annotated[list[Run], Meta(min_length=1, max_length=1)]
    schema: Annotated[str, Meta(pattern="sarif-2.1.0")] = field(name="$schema")
