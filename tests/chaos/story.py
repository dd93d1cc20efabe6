"""What was written where and when, so that each answer can be judged by it.

The staleness of a change is the time from when it was complete until an answer has come that shows
it, or a later one of the same file. While Git holds its lock all has to wait: that does not count.
"""

from hashlib import sha256
from threading import Lock
from time import monotonic

from msgspec import Struct

__all__ = ["UNKNOWN", "Story", "article", "is_torn"]

UNKNOWN = "whatever is there"
WORDS = ("river", "stone", "cloud", "engine", "garden", "lantern", "violin", "harbour")


def article(number: int, padding: int) -> tuple[str, bytes]:
    """A title that only this version has, and a file that carries the digest of its own text."""
    title = f"Version {number} of a {WORDS[number % len(WORDS)]}"
    text = f"{title}. {' '.join(WORDS * padding)}".strip()
    digest = sha256(text.encode()).hexdigest()
    return title, f"---\ntitle: {title}\ndigest: {digest}\n---\n{text}\n".encode()


def is_torn(title: str, digest: object, text: str | None) -> bool:
    """Whether an answered article is made of more than one version of its file.

    One that was cut short on the disk, before the digest, carries none.
    """
    if not isinstance(digest, str) or text is None:
        return False
    text = text.strip()
    return sha256(text.encode()).hexdigest() != digest or not text.startswith(f"{title}.")


class Version(Struct):
    """What a file became, None where it ceased to be a good article, and when an answer showed it.

    `missed` is when the last answer was asked for that showed an earlier one.
    """

    told: float
    title: str | None
    seen: float | None = None
    missed: float | None = None


class Story:
    """The versions of each path, and how long it took until answers showed them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._versions: dict[str, list[Version]] = {}
        self._outstanding: set[str] = set()
        self._switches: list[tuple[float, float]] = []

    def switched(self, began: float) -> None:
        """From that moment until now Git switched a branch."""
        with self._lock:
            self._switches.append((began, monotonic()))

    def tell(self, path: str, title: str | None) -> None:
        """From this moment on, the file at a path is this version, none, or unknown."""
        now = monotonic()
        with self._lock:
            told = self._versions.setdefault(path, [Version(now, None, seen=now)])
            told.append(Version(now, title))
            if title is UNKNOWN:
                self._outstanding.discard(path)
            else:
                self._outstanding.add(path)

    def move(self, old: str, new: str) -> None:
        """From this moment on, what was at or below one path is at or below another."""
        moved = {
            path: self._versions[path][-1].title
            for path in list(self._versions)
            if path == old or path.startswith(f"{old}/")
        }
        for path, title in moved.items():
            self.tell(path, None)
            self.tell(new + path.removeprefix(old), title)

    def leave(self, folder: str) -> None:
        """From this moment on, nothing is in a folder."""
        for path in list(self._versions):
            if path.startswith(f"{folder}/"):
                self.tell(path, None)

    def outstanding(self) -> list[str]:
        """The paths whose last version no answer has shown yet."""
        with self._lock:
            return list(self._outstanding)

    def hear(self, path: str, title: str | None, asked: float, answered: float) -> None:
        """An answer to a question that was asked then showed this version."""
        with self._lock:
            told = since_unknown(self._versions.get(path, []))
            places = [place for place, one in enumerate(told) if one.title == title]
            if not places:
                return  # Nobody was told of such a version.
            for one in told[places[-1] + 1 :]:
                if one.told < asked:
                    one.missed = asked
            for one in told[: places[-1] + 1]:
                one.seen = one.seen or answered
            if places[-1] == len(told) - 1:
                self._outstanding.discard(path)

    def staleness(self) -> list[float]:
        """The seconds of each change, sorted; until the last wrong answer where none was right."""
        with self._lock:
            return sorted(
                self._without_switches(one.told, max(one.seen or one.told, one.missed or one.told))
                for told in self._versions.values()
                for one in told[1:]
                if one.title is not UNKNOWN
            )

    def _without_switches(self, begin: float, end: float) -> float:
        waited = (min(end, ended) - max(begin, began) for began, ended in self._switches)
        return end - begin - sum(seconds for seconds in waited if seconds > 0)


def since_unknown(told: list[Version]) -> list[Version]:
    """The versions that can be told apart: not those before what may show as anything."""
    unknown = (place for place in range(len(told) - 1, -1, -1) if told[place].title is UNKNOWN)
    return told[next(unknown, -1) + 1 :]
