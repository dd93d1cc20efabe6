from gql_content import seo


def test_the_room_exports_this_and_nothing_else() -> None:
    assert seo.__all__ == [
        "Crumb",
        "ImageRef",
        "JsonLdKind",
        "MetaTag",
        "OpenGraph",
        "Site",
        "absolute_url",
        "canonical_url",
        "default_kinds",
        "home_url",
        "json_ld",
        "meta_tags",
        "open_graph",
    ]
    assert all(hasattr(seo, name) for name in seo.__all__)
