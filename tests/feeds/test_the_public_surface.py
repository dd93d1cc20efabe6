from gql_content import feeds


def test_the_public_surface_is_this_list() -> None:
    assert feeds.__all__ == [
        "MissingSiteUrlError",
        "compute_feeds_version",
        "find_article_by_markdown_path",
        "render_atom",
        "render_llms_txt",
        "render_markdown_page",
        "render_robots_txt",
        "render_sitemap",
        "require_home_url",
    ]
    assert all(hasattr(feeds, name) for name in feeds.__all__)
