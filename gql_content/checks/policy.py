from msgspec import Struct

__all__ = ["LengthRange", "RuleConfig"]

LengthRange = tuple[int, int]
"""The minimum and the maximum, inclusive."""


class RuleConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The configuration of the rules, from `.gql-content.toml` in the content root.

    `ignore` has codes of rules; `schemas` the allowed values of `_schema`, any if empty; `routes`
    patterns of urls that other programs serve; `assets` folders, relative to the content root, in
    which images such as `/uploads/a.png` are searched. Lengths are in characters.
    """

    ignore: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    assets: tuple[str, ...] = (".", "public", "static", "..", "../public", "../static")
    seo_title: LengthRange = (10, 70)
    seo_description: LengthRange = (50, 320)
