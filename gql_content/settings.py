"""Every setting with its default and its meaning."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct
from platformdirs import user_cache_path

from gql_content.dates import DEFAULT_DATE_FORMAT
from gql_content.log import LogFormat, LogLevel
from gql_content.seo import ImageRef, Site
from gql_content.sources import Selection, Snapshots, Watch

__all__ = ["Role", "Settings"]


class Settings(Struct, frozen=True, kw_only=True):
    """How a service is to run; `description` is what --help and the README say."""

    content: Annotated[
        Path, Meta(description="The content root: the folder with the articles.")
    ] = Path("content")
    host: Annotated[str, Meta(description="The address to listen on.")] = "127.0.0.1"
    port: Annotated[
        int, Meta(ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    ] = 8000
    include: Annotated[
        tuple[str, ...],
        Meta(
            description="Take only files that match this pattern, as in a .gitignore. "
            "Default: every .md and .markdown file."
        ),
    ] = ()
    exclude: Annotated[
        tuple[str, ...], Meta(description="Leave out files and folders that match this pattern.")
    ] = ()
    watch: Annotated[
        Watch,
        Meta(
            description="How to notice changed files: by file events (native), by looking (poll), "
            "by events where there are any (auto), or not at all (off)."
        ),
    ] = Watch.AUTO
    sweep: Annotated[
        float,
        Meta(gt=0, description="Seconds between two comparisons of the whole folder."),
    ] = 30.0
    settle: Annotated[
        int,
        Meta(
            ge=0,
            description="Milliseconds of quiet after which files that keep arriving are taken "
            "as one change, after twice that at the latest. A file saved alone waits for "
            "nothing.",
        ),
    ] = 50
    state_dir: Annotated[Path, Meta(description="Where snapshots for fast starts are kept.")] = (
        user_cache_path("gql-content")
    )
    state: Annotated[bool, Meta(description="Keep a snapshot for the next start.")] = True
    workers: Annotated[
        int, Meta(ge=1, le=64, description="Processes that serve; more than one use more cores.")
    ] = 1
    log_level: Annotated[
        LogLevel, Meta(description="The least important lines of the log that are written.")
    ] = LogLevel.INFO
    log_format: Annotated[
        LogFormat,
        Meta(
            description="How the log looks: for people (console), for machines (json), or as suits "
            "what it is written to (auto)."
        ),
    ] = LogFormat.AUTO
    metrics: Annotated[bool, Meta(description="Serve figures for Prometheus at /metrics.")] = True
    otel: Annotated[
        bool,
        Meta(
            description="Send traces by OpenTelemetry, to where the variables OTEL_* say; "
            "it needs the extra otel."
        ),
    ] = False
    drain: Annotated[
        float,
        Meta(
            ge=0,
            le=8,
            description="Seconds that a service told to stop still answers while /readyz says 503, "
            "so that proxies and clients can go elsewhere.",
        ),
    ] = 2.0
    page_size: Annotated[
        int, Meta(ge=1, description="Articles in a page when a query gives no first or last.")
    ] = 20
    max_page_size: Annotated[
        int, Meta(ge=1, description="The largest first or last that a query may ask for.")
    ] = 100
    max_body: Annotated[int, Meta(ge=1, description="The largest request body, in bytes.")] = (
        64 * 1024
    )
    max_connections: Annotated[
        int,
        Meta(
            ge=1,
            description="The most connections; the next replaces the one that has been idle or "
            "slow for the longest. An address that is no proxy may hold half of them.",
        ),
    ] = 1_000
    max_waiting: Annotated[
        float,
        Meta(
            gt=0,
            description="Seconds a client may take for the head of a request, for its body, and "
            "for the next part of an answer.",
        ),
    ] = 10.0
    max_answer: Annotated[int, Meta(ge=1, description="The largest answer, in bytes.")] = 5_000_000
    max_seconds: Annotated[
        float, Meta(gt=0, description="The longest that an operation may run.")
    ] = 2.0
    max_tokens: Annotated[int, Meta(ge=1, description="The most tokens in a document.")] = 2_000
    max_operations: Annotated[int, Meta(ge=1, description="The most operations in a document.")] = (
        100
    )
    max_depth: Annotated[
        int, Meta(ge=1, description="The most levels of fields, introspection aside.")
    ] = 12
    max_aliases: Annotated[int, Meta(ge=0, description="The most aliases.")] = 30
    max_root_fields: Annotated[int, Meta(ge=1, description="The most fields at the root.")] = 20
    max_directives: Annotated[int, Meta(ge=0, description="The most directives.")] = 50
    max_fields: Annotated[
        int, Meta(ge=1, description="The most fields, each fragment put where it is spread.")
    ] = 1_000
    max_merges: Annotated[
        int, Meta(ge=0, description="The most pairs of equal fields or of fragments to merge.")
    ] = 2_500
    max_cost: Annotated[
        int,
        Meta(ge=1, description="The most objects in an answer, each list as long as it may be."),
    ] = 10_000
    max_conditions: Annotated[
        int,
        Meta(
            ge=1,
            description="The most conditions in the filters of an operation, each item of a list "
            "counted, those in variables too.",
        ),
    ] = 500
    max_errors: Annotated[int, Meta(ge=1, description="The most errors in an answer.")] = 20
    cache_control: Annotated[
        str,
        Meta(
            description="What browsers and CDNs are told of an answer that everybody gets: by "
            "default, browsers ask whether it has changed, and a CDN asks at most every 10 seconds "
            "while it goes on answering."
        ),
    ] = "public, max-age=0, s-maxage=10, stale-while-revalidate=60"
    response_cache: Annotated[
        int,
        Meta(ge=0, description="Memory for answers asked for again, in bytes; 0 for none."),
    ] = 32 << 20
    purge_url: Annotated[
        str | None,
        Meta(description="Where to post the cache tags that each change touches, for a CDN."),
    ] = None
    purge_secret: Annotated[
        str | None, Meta(description="The secret that signs what is posted there.")
    ] = None
    persisted_queries: Annotated[
        int,
        Meta(
            ge=0,
            description="Memory for queries that clients name by hashes, in bytes; 0 for none.",
        ),
    ] = 4 << 20
    documents: Annotated[
        Path | None,
        Meta(description="A manifest of documents that clients may name by their ids."),
    ] = None
    documents_only: Annotated[
        bool, Meta(description="Answer the documents of the manifest, and nothing else.")
    ] = False
    max_streams: Annotated[
        int,
        Meta(ge=1, description="Event streams and web sockets that one address may hold open."),
    ] = 100
    max_subscriptions: Annotated[
        int, Meta(ge=1, description="Operations that may run at once over one web socket.")
    ] = 50
    rate_limit: Annotated[
        float,
        Meta(
            ge=0,
            description="Requests a second for one client, of which it may save up 10 seconds; "
            "0 for any number.",
        ),
    ] = 0.0
    proxies: Annotated[
        tuple[str, ...],
        Meta(
            description="Addresses and networks of proxies whose X-Forwarded-For and "
            "X-Forwarded-Proto are believed."
        ),
    ] = ("127.0.0.1", "::1")
    allowed_hosts: Annotated[
        tuple[str, ...],
        Meta(description="The hosts that requests may name, such as *.example.org; * for any."),
    ] = ("*",)
    cors_origins: Annotated[
        tuple[str, ...],
        Meta(
            description="The origins whose pages may read answers, such as https://example.org; "
            "* for any, none for none."
        ),
    ] = ("*",)
    production: Annotated[
        bool,
        Meta(
            description="Show GraphiQL, the schema and problems in content, their numbers too, to "
            "nobody without the token."
        ),
    ] = False
    token: Annotated[
        str | None,
        Meta(
            description="The secret of those who may see all that --production hides: "
            "Authorization: Bearer …"
        ),
    ] = None
    site_url: Annotated[
        str | None,
        Meta(
            description="The url of the site's home page, such as https://example.org: "
            "what makes urls absolute.",
        ),
    ] = None
    site_name: Annotated[str | None, Meta(description="The name of the site.")] = None
    site_publisher: Annotated[
        str | None, Meta(description="Who publishes the site, if not called like it.")
    ] = None
    site_logo: Annotated[str | None, Meta(description="The url of the publisher's logo.")] = None
    site_image: Annotated[
        str | None, Meta(description="The url of the image for pages that have none of their own.")
    ] = None
    site_twitter: Annotated[
        str | None, Meta(description="The handle of the site on X, once Twitter.")
    ] = None
    locale: Annotated[str, Meta(description="The language of dates and pages, and its region.")] = (
        "en-US"
    )
    date_format: Annotated[
        str, Meta(description="How dates are shown where a file does not say, in moment's tokens.")
    ] = DEFAULT_DATE_FORMAT
    time_zone: Annotated[
        str, Meta(description="The zone in which a date without a time begins, such as Asia/Tokyo.")
    ] = "UTC"
    checks: Annotated[
        bool,
        Meta(description="Apply the rules about content, in the background and after each change."),
    ] = True
    ignore: Annotated[
        tuple[str, ...],
        Meta(description="Leave out what the rule with this code finds, such as SUBJECT_SPELLING."),
    ] = ()
    text_cache: Annotated[
        int, Meta(ge=0, description="Memory for texts that have been read, in bytes.")
    ] = 32 << 20

    @property
    def site(self) -> Site:
        """What is the same on every page."""
        return Site(
            url=self.site_url,
            name=self.site_name,
            locale=self.locale,
            publisher=self.site_publisher,
            logo=self.site_logo,
            twitter=self.site_twitter,
            image=None if self.site_image is None else ImageRef(self.site_image),
        )

    @property
    def selection(self) -> Selection:
        """Which files of the content root are articles."""
        return Selection(include=self.include, exclude=self.exclude)

    @property
    def snapshots(self) -> Snapshots | None:
        """Where the content is saved for the next start, if it is."""
        if not self.state:
            return None
        return Snapshots(self.state_dir, self.content, self.selection)


class Role(StrEnum):
    """What a process is among those that serve the same folder."""

    ALONE = "alone"
    AWAITED = "awaited"  # alone, at a socket that is held open: requests wait there
    LEADER = "leader"  # loads first, and saves at once what it loaded
    SUCCESSOR = "successor"  # a leader that takes the place of another
    FOLLOWER = "follower"  # takes what the leader saved, and saves nothing

    @property
    def leads(self) -> bool:
        """Whether others wait for what this one saves."""
        return self in {Role.LEADER, Role.SUCCESSOR}

    @property
    def saves(self) -> bool:
        """Whether it is for this one to save anything: there is one writer."""
        return self is not Role.FOLLOWER

    @property
    def comes_later(self) -> bool:
        """Whether others serve already, so that this one need not until it can."""
        return self in {Role.SUCCESSOR, Role.FOLLOWER}

    @property
    def waits(self) -> bool:
        """Whether it takes no request before there is content to answer from."""
        return self.comes_later or self is Role.AWAITED
