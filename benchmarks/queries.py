"""What readers might look for in a folder of articles: python -m benchmarks.search asks it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

__all__ = ["queries_of"]

WORD = re.compile(r"[^\W\d_]{3,}")


def queries_of(titles: Sequence[str]) -> list[str]:
    """Rare words and common ones, alone and together; the same for the same titles."""
    spoken = [words for title in titles if len(words := WORD.findall(title.lower())) > 4]
    counts = Counter(chain.from_iterable(spoken))
    common = [word for word, _ in counts.most_common(40)]
    one, other = spoken[len(spoken) // 3], spoken[2 * len(spoken) // 3]
    telling = sorted(set(one), key=lambda word: (counts[word], word))
    return [
        telling[0],
        " ".join(telling[:2]),
        f'"{one[1]} {one[2]}"',
        f'"{one[1]} {one[2]}" -{common[0]}',
        " ".join(one),
        " ".join([*other[:3], other[3][:3]]),
        f"{one[0]} {other[-1]}",
        common[30],
        common[10],
        " ".join(common[20:22]),
        common[0],
        " ".join(common[:3]),
    ]
