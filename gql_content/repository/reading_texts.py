from gql_content.model import Article, Texts

__all__ = ["texts_in"]


def texts_in(data: bytes, article: Article) -> Texts | None:
    """The texts in the bytes of an article's file; None where it is no article."""
    from gql_content.parsing import read_texts  # which a warm start does not need

    return read_texts(article.path, data)
