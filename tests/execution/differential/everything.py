"""A schema with every feature that a plan can contain, and everything that can go wrong."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any, NewType

import strawberry
from strawberry import UNSET
from strawberry.scalars import JSON
from strawberry.schema.config import StrawberryConfig

__all__ = ["KITCHEN_SINK"]


@strawberry.enum
class Color(Enum):
    RED = "red"
    GREEN = strawberry.enum_value("green", description="As grass.")


def reverse(value: str) -> str | None:
    if value == "bad":
        raise ValueError("it cannot be reversed")
    return None if value == "void" else value[::-1]


Reversed = NewType("Reversed", str)


@strawberry.input
class Point:
    x: int
    y: int = 7
    colour: Color | None = None
    tags: list[str] | None = UNSET
    inner: "Point | None" = None


@strawberry.input(one_of=True)
class Choice:
    number: int | None = UNSET
    text: str | None = UNSET
    point: Point | None = UNSET


@strawberry.interface
class Named:
    name: str

    @strawberry.field
    def shout(self, times: int = 1) -> str:
        return self.name.upper() * times


@strawberry.type
class Cat(Named):
    lives: int = 9

    @strawberry.field
    async def friend(self, info: strawberry.Info) -> "Being | None":
        await asyncio.sleep(0)
        return Dog(name="Rex", barks=info.field_name == "friend")


@strawberry.type
class Dog(Named):
    barks: bool

    @strawberry.field
    def path(self, info: strawberry.Info) -> list[str]:
        return [str(key) for key in info.path.as_list()]


@strawberry.type
class Fish(Named):
    @classmethod
    def is_type_of(cls, obj: object, _info: object) -> bool:
        if isinstance(obj, Fish) and obj.name == "eel":
            raise RuntimeError("an eel is hard to hold")
        return isinstance(obj, Fish)


Being = Annotated[Cat | Dog, strawberry.union("Being")]

LEAVES: tuple[Any, ...] = ("text", None, 5, True, 2.5, ["a"], ValueError("a value"), object)


@strawberry.type
class Thing:
    depth: int
    label: str | None = "a thing"
    ratio: float = 0.5
    kind: Color = Color.GREEN
    missing: strawberry.Private[None] = None

    @strawberry.field
    def leaf(self, which: int = 0) -> str | None:
        return LEAVES[which % len(LEAVES)] if which % len(LEAVES) < 7 else "z"

    @strawberry.field
    def needed_leaf(self, which: int = 0) -> str:
        return LEAVES[which % len(LEAVES)] if which % len(LEAVES) < 7 else "z"

    @strawberry.field
    def number(self, which: int = 0) -> int | None:
        return (3, True, 2**40, "7", "x", 1.0, 1.5, None)[which % 8]  # type: ignore[return-value]

    @strawberry.field
    def real(self, which: int = 0) -> float | None:
        return (1.5, 2, "3.5", float("nan"), float("inf"), True, None, "x")[which % 8]  # type: ignore[return-value]

    @strawberry.field
    def flag(self, which: int = 0) -> bool | None:
        return (True, False, 1, 0, "yes", None, 2.5, [])[which % 8]  # type: ignore[return-value]

    @strawberry.field
    def colour(self, which: int = 0) -> Color | None:
        return (Color.RED, Color.GREEN, "RED", "red", None, 5)[which % 6]  # type: ignore[return-value]

    @strawberry.field
    def reversed(self, text: str = "abc") -> Reversed | None:
        return Reversed(text)

    @strawberry.field
    def day(self) -> dt.date | None:
        return dt.date(2025, 2, 6)

    @strawberry.field
    def anything(self) -> JSON | None:
        return JSON({"a": [1, None, {"b": True}]})

    @strawberry.field
    def fails(self) -> str | None:
        raise LookupError("it always fails")

    @strawberry.field
    def fails_needed(self) -> str:
        raise LookupError("it always fails, and is needed")

    @strawberry.field
    async def later(self) -> str:
        await asyncio.sleep(0)
        return "later"

    @strawberry.field
    async def at_once(self) -> str | None:
        return "at once"

    @strawberry.field
    async def later_fails(self) -> str | None:
        await asyncio.sleep(0)
        raise LookupError("it fails later")

    @strawberry.field
    async def later_fails_needed(self) -> str:
        raise LookupError("it fails in a coroutine, and is needed")

    @strawberry.field
    def words(self) -> list[str]:
        return ["a", "b"]

    @strawberry.field
    def odd_words(self) -> list[str | None]:
        return ("a", None, 5, ["x"], ValueError("in a list"), True)  # type: ignore[return-value]

    @strawberry.field
    def broken_words(self, nothing: bool = False) -> list[str] | None:
        return None if nothing else ["a", None, "c"]  # type: ignore[list-item]

    @strawberry.field
    def no_list(self) -> list[int] | None:
        return 5  # type: ignore[return-value]

    @strawberry.field
    def matrix(self) -> list[list[int | None] | None]:
        return [[1, None], None, [], ["x", 2]]  # type: ignore[list-item]

    @strawberry.field
    def colours(self) -> list[Color]:
        return list(Color)

    @strawberry.field
    def generated(self) -> list[int]:
        def numbers() -> Iterator[int]:
            yield from (1, 2)

        return numbers()  # type: ignore[return-value]

    @strawberry.field
    def thing(self) -> "Thing":
        return Thing(depth=self.depth + 1)

    @strawberry.field
    def no_thing(self) -> "Thing | None":
        return None

    @strawberry.field
    def needed_no_thing(self) -> "Thing":
        return None  # type: ignore[return-value]

    @strawberry.field
    async def async_thing(self) -> "Thing | None":
        return Thing(depth=self.depth + 1, label=None)

    @strawberry.field
    def things(self, count: int = 2) -> "list[Thing]":
        return [Thing(depth=self.depth + 1, ratio=float(value)) for value in range(min(count, 4))]

    @strawberry.field
    def holed(self) -> "list[Thing | None] | None":
        return (Thing(depth=9), None, LookupError("an item"))  # type: ignore[return-value]

    @strawberry.field
    def broken_things(self) -> "list[Thing] | None":
        return [Thing(depth=9), None]  # type: ignore[list-item]

    @strawberry.field
    def grid(self) -> "list[list[Thing] | None]":
        return [[Thing(depth=1), Thing(depth=2)], [], None]

    @strawberry.field
    async def async_things(self) -> "list[Thing]":
        await asyncio.sleep(0)
        return [Thing(depth=1), Thing(depth=2, label=None)]

    @strawberry.field
    def named(self, which: int = 0) -> Named | None:
        return (
            Cat(name="Tom"),
            Dog(name="Rex", barks=True),
            Fish(name="cod"),
            Fish(name="eel"),
            None,
            LookupError("nobody"),
        )[which % 6]  # type: ignore[return-value]

    @strawberry.field
    def beings(self) -> list[Being]:
        return [Cat(name="Tom"), Dog(name="Rex", barks=False)]

    @strawberry.field
    def wrong_beings(self) -> list[Being | None]:
        return [Cat(name="Tom"), Fish(name="cod")]  # type: ignore[list-item]

    @strawberry.field
    def received(
        self,
        point: Point | None = None,
        points: list[Point] | None = UNSET,
        colour: Color = Color.RED,
        ids: list[strawberry.ID] | None = UNSET,
        json: JSON | None = None,
        day: dt.date | None = None,
        text: str | None = "default",
    ) -> str:
        ids_text = "" if ids is UNSET else repr(ids)
        points_text = "" if points is UNSET else repr(points)
        return f"{point!r} {points_text} {colour!r} {ids_text} {json!r} {day!r} {text!r}"

    @strawberry.field
    def choice(self, by: Choice) -> str:
        return repr({name: value for name, value in vars(by).items() if value is not UNSET})

    @strawberry.field
    def info_text(self, info: strawberry.Info) -> str:
        return (
            f"{info.context} {info.path.as_list()} {info.python_name} {len(info.selected_fields)}"
        )

    @strawberry.field
    def variables(self, info: strawberry.Info) -> list[str]:
        return sorted(info.variable_values)


@strawberry.type
class Query:
    @strawberry.field
    def thing(self) -> Thing | None:
        return Thing(depth=0)

    @strawberry.field
    def things(self) -> list[Thing]:
        return [Thing(depth=0), Thing(depth=0, label=None)]

    @strawberry.field
    async def later(self, fail: bool = False) -> Thing:
        await asyncio.sleep(0)
        if fail:
            raise LookupError("no thing")
        return Thing(depth=0)

    @strawberry.field
    def named(self) -> list[Named | None]:
        return [Cat(name="Tom"), Dog(name="Rex", barks=True), Fish(name="eel"), None]


KITCHEN_SINK = strawberry.Schema(
    Query,
    types=[Cat, Dog, Fish],
    config=StrawberryConfig(
        scalar_map={Reversed: strawberry.scalar(name="Reversed", serialize=reverse)}
    ),
)
