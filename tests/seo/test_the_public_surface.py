from gql_content import seo


def test_the_public_surface_is_this_list() -> None:
    assert seo.__all__ == [
        "Crumb",
        "ImageRef",
        "JsonLdKind",
        "MetaTag",
        "OpenGraph",
        "Site",
        "build_meta_tags",
        "build_open_graph",
        "choose_default_kinds",
        "get_home_url",
        "make_absolute_url",
        "render_json_ld",
        "resolve_canonical_url",
    ]
    assert all(hasattr(seo, name) for name in seo.__all__)
