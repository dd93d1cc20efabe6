from msgspec import Struct

__all__ = ["Limits"]


class Limits(Struct, frozen=True, kw_only=True):
    """The most that one operation may ask for, each counted after fragments are expanded.

    `tokens`, `operations`, `fields` and `merges` are counted over a whole document; with the last
    two, what validation can take stays small. `page_size` is what a page has where nothing says
    how many; one that asks for more than `largest_page` is refused when it comes to that.
    `conditions` are counted with the values of variables.
    """

    tokens: int = 2_000
    operations: int = 100
    depth: int = 12
    aliases: int = 30
    root_fields: int = 20
    directives: int = 50
    fields: int = 1_000
    merges: int = 2_500
    cost: int = 10_000
    conditions: int = 500
    errors: int = 20
    seconds: float = 2.0
    page_size: int = 20
    largest_page: int = 100
