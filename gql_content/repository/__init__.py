"""The async door to content: what it is now, when it changes, and a text on demand."""

from gql_content.repository.checking import Checking, Found
from gql_content.repository.content import (
    ArticleKey,
    Backlink,
    Change,
    Changes,
    Content,
    LinkKind,
    PathKey,
    Related,
    SlugKey,
    UrlKey,
)
from gql_content.repository.file import FileRepository
from gql_content.repository.memory import MemoryRepository
from gql_content.repository.pinned import pin
from gql_content.repository.port import Repository
from gql_content.repository.searching import SearchHit, SearchPage
from gql_content.repository.tags import ALL, ANY_CHANGE, TracedContent, touched

__all__ = [
    "ALL",
    "ANY_CHANGE",
    "ArticleKey",
    "Backlink",
    "Change",
    "Changes",
    "Checking",
    "Content",
    "FileRepository",
    "Found",
    "LinkKind",
    "MemoryRepository",
    "PathKey",
    "Related",
    "Repository",
    "SearchHit",
    "SearchPage",
    "SlugKey",
    "TracedContent",
    "UrlKey",
    "pin",
    "touched",
]
