"""Queries that wait for nothing, from the bytes of a request to those of the answer in one go."""

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from msgspec import Struct

from gql_content.engine import Executor, OperationResult, PreparedOperation
from gql_content.errors import CallError
from gql_content.schema import Context
from gql_content.sources import Content, TracedContent, pin
from gql_content.web.cache_policy import Freshness
from gql_content.web.graphql_request import asked_in_body, asked_in_url
from gql_content.web.graphql_response import Reply, body_of, encoded, tells_cost
from gql_content.web.http_errors import Refusal
from gql_content.web.negotiation import JSON, answering_type
from gql_content.web.persisted_documents import KnownDocuments
from gql_content.web.raw_request import Key
from gql_content.web.request_head import Question
from gql_content.web.request_middleware import CacheState, Exchange, OperationKind
from gql_content.web.response_cache import Kept, Remembered
from gql_content.web.service import Service

__all__ = ["Direct", "Made"]


DOCUMENTS = 10_000  # of which is remembered whether they can be answered so
LONGEST_PAUSE = 16  # requests


class Fit(Struct):
    """Whether a document can be answered so: `lasts` says that of its fields, None while unknown.

    What depends on the variables and the moment, such as an answer that is too large, takes too
    long, or needs a text that has to be read first, leaves the next requests to the app: one, then
    twice as many each time.
    """

    lasts: bool | None = None
    pause: int = 0
    left: int = 0

    def is_due(self) -> bool:
        """Whether this request should be tried; counts those that are left to the app."""
        if self.left:
            self.left -= 1
            return False
        return bool(self.lasts)

    def failed(self) -> None:
        """Notes that an answer could not be made at once."""
        self.pause = min(2 * self.pause or 1, LONGEST_PAUSE)
        self.left = self.pause


class Made(Struct, frozen=True):
    """A good answer with the headers that are its own, and what became of the request."""

    headers: Mapping[str, str]
    body: bytes
    exchange: Exchange


class Direct:
    """Answers queries of which the app has answered one like it, where nothing is to be waited for.

    Nothing else is its business: for what is wrong, new, slow, or for some clients only, it has no
    answer, and the app is asked.
    """

    def __init__(
        self,
        service: Service,
        executor: Executor,
        documents: KnownDocuments,
        freshness: Freshness,
        context_of: Callable[[Content], Context],
        remembered: Remembered,
    ) -> None:
        self._service = service
        self._executor = executor
        self._documents = documents
        self._freshness = freshness
        self._context_of = context_of
        self._remembered = remembered
        self._fit_of = lru_cache(DOCUMENTS)(new_fit)

    def learn(self, question: Question) -> None:
        """Notes that the app has executed a question and given a good answer."""
        prepared = self._prepared(question)
        if prepared is None:
            return
        fit = self._fit_of(hash(prepared.document.text))
        if fit.lasts is None:
            fit.lasts = self._freshness.lasts(prepared)

    def made(self, question: Question) -> Made | None:
        """The answer to a question, unless the app knows it or should make it."""
        key = None if self._remembered.is_off else key_of(question)
        if key is not None and self._remembered.get(self._service.revision, key) is not None:
            return None
        prepared = self._prepared(question)
        if prepared is None:
            return None
        fit = self._fit_of(hash(prepared.document.text))
        return self._tried(prepared, key, fit) if fit.is_due() else None

    def _tried(self, prepared: PreparedOperation, key: Key | None, fit: Fit) -> Made | None:
        """The answer, if it can be made now; errors, such as of a variable, are for the app."""
        repository = self._service.repository
        if repository is None:
            return None
        pinned = pin(repository)
        traced = TracedContent(pinned)
        outcome = self._executor.execute_at_once(prepared, self._context_of(traced))
        if outcome is not None and outcome.errors:
            return None
        made = None
        if outcome is not None:
            made = self._made(prepared, outcome, pinned.revision, traced.tags)
        if made is None:
            fit.failed()
            return None
        fit.pause = 0
        if key is not None and self._remembered.keep(pinned.revision, kept(key, made)):
            made.exchange.cache = CacheState.MISS
        return made

    def _made(
        self,
        prepared: PreparedOperation,
        outcome: OperationResult,
        revision: str,
        tags: Collection[str],
    ) -> Made | None:
        body = body_of(outcome, tells_cost=tells_cost(prepared))
        written = encoded(body, self._service.settings.max_answer)
        if not written.is_whole:
            return None
        headers = self._freshness.headers(revision, prepared.params, tags)
        exchange = Exchange(
            operation_name=prepared.name,
            operation_kind=OperationKind.QUERY,
            cost=prepared.cost,
        )
        return Made(headers, written.body, exchange)

    def _prepared(self, question: Question) -> PreparedOperation | None:
        if len(question.body) > self._service.settings.max_body:
            return None
        try:
            is_post = question.head.method == b"POST"
            asked = asked_in_body(question.body) if is_post else asked_in_url(question.parameters)
            prepared = self._executor.prepare(self._documents.operation(asked))
        except (Refusal, CallError):
            return None
        return None if isinstance(prepared, OperationResult) else prepared


def new_fit(_: int) -> Fit:
    """Nothing is known yet of the document whose text has this hash."""
    return Fit()


def kept(key: Key, made: Made) -> Kept:
    """The answer as the cache of answers remembers it."""
    reply = Reply.of(made.body, answering_type(key.accept) or JSON, made.headers)
    return Kept.of(key, reply.headers, reply.body, made.exchange)


def key_of(question: Question) -> Key:
    """Under which the cache of answers knows it."""
    head = question.head
    return Key(
        head.method.decode(),
        question.query_string,
        question.body,
        head.accept or b"",
        head.content_type or b"",
        head.host or b"",
        head.origin or b"",
    )
