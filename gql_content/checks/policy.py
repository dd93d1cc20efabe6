from msgspec import Struct

__all__ = ["Policy", "Span"]

Span = tuple[int, int]
"""The least and the most, both allowed."""


class Policy(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a site wants of its content; it may stand in the content root as `.gql-content.toml`.

    `ignore` names codes; `schemas` is what `_schema` may be, anything where it is empty; `routes`
    are patterns of urls that other programs serve; `assets` are folders, relative to the content
    root, in which `/uploads/a.png` is looked for. Lengths count characters.
    """

    ignore: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    assets: tuple[str, ...] = (".", "public", "static", "..", "../public", "../static")
    seo_title: Span = (10, 70)
    seo_description: Span = (50, 320)
