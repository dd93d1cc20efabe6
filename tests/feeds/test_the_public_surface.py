from gql_content import feeds


def test_the_room_exports_this_and_nothing_else() -> None:
    assert feeds.__all__ == [
        "NoSiteUrl",
        "article_for",
        "atom",
        "feeds_version",
        "home_of",
        "llms_txt",
        "markdown_page",
        "robots_txt",
        "sitemap",
    ]
    assert all(hasattr(feeds, name) for name in feeds.__all__)
