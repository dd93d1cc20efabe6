"""Front matter and bodies that are expensive to parse. `benchmarks.hostile` measures each."""

from tests.parsing.reading import with_front_matter

__all__ = ["BODIES", "BOMBS", "DEPTHS", "OVERSIZED"]

DEPTHS = {
    "flow sequences": "a: " + "[" * 25_000,
    "closed flow sequences": "a: " + "[" * 60_000 + "]" * 60_000,
    "flow mappings": "{a: " * 60_000,
    "block sequences": "- " * 100_000,
    "explicit keys": "? " * 100_000,
    "both": "- ? " * 60_000,
    "indentation": "\n".join(" " * depth + "a:" for depth in range(700)),
    "just too deep": "a: " + "[" * 65 + "]" * 65,
    "aliases of aliases": "a0: &a0 [x]\n"
    + "\n".join(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 300)),
}
BOMBS = {
    "aliases": "a0: &a0 [x, x]\n"
    + "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 30)),
    "merge keys": "a0: &a0 {k: 1}\n"
    + "\n".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}, *a{n - 1}]}}" for n in range(1, 30)),
    "one long text": "a: &a " + "x" * 100_000 + "\nb: [" + "*a," * 30 + "]",
}

OVERSIZED = {
    "fields": with_front_matter("".join(f"k{number}: v\n" for number in range(26_000))),
    "equal fields": with_front_matter("a: 1\n" * 40_000),
    "items": with_front_matter("a:\n" + "- x\n" * 60_000),
    "flow items": with_front_matter("a: [" + "1," * 127_000 + "]"),
    "empty lists": with_front_matter("a: [" + "[]," * 85_000 + "]"),
    "mappings": with_front_matter("a: [" + "{b: 1}," * 36_000 + "]"),
    "explicit keys": with_front_matter("? a\n" * 60_000),
    "tags": with_front_matter("x: [" + "!a x," * 40_000 + "]"),
    "TOML keys": b"+++\n" + b"".join(b"k%d=1\n" % number for number in range(25_000)) + b"+++\n",
    "TOML items": b"+++\na=[" + b"1," * 127_000 + b"]\n+++\n",
    "TOML tables": b"+++\n" + b"[[a]]\n" * 42_000 + b"+++\n",
    "JSON items": b'{\n"a":[' + b"1," * 127_000 + b"1]\n}\n",
    "JSON lists": b'{\n"a":[' + b"[]," * 85_000 + b"1]\n}\n",
}
BODIES = {
    "open comments": "<!--" * 250_000,
    "comments": "<!---->" * 140_000,
    "brackets": "# " + "[" * 900_000,
    "lines": "a\n" * 500_000,
    "one line": "[" * 1_000_000,
    "links": "[a](/b) " * 130_000,
    "other links": "".join(f"[a](/b{number}) " for number in range(60_000)),
    "links in entities": "[a](&#47;b) /a/b " * 60_000,
    "links by name": "[a]: /b\n\n" + "[a] " * 240_000,
    "open links": "[a](/b" * 140_000,
    "link tags": '<a href="/x">b' * 70_000,
    "open tags": "<a " * 330_000,
    "open images": "![" * 490_000,
    "images": "![a](/b) " * 110_000,
    "definitions": "[a]: /b\n" * 130_000,
    "footnotes": "[^a]: x\n" * 120_000,
    "formulas": "$a$ " * 250_000,
    "open formulas": "\\( " * 330_000,
    "code": "`a` " * 250_000,
    "backticks": "`" * 1_000_000,
    "runs of backticks": "` `` ``` " * 110_000,
    "escapes": "\\a" * 500_000,
    "entities": "&amp;" * 200_000,
    "Chinese": "漢字" * 170_000,
    "tags": "<b>x</b>y" * 110_000,
    "less than": "<" * 1_000_000,
    "tables": "|a|b|\n" * 160_000,
    "quotes": ">a" * 500_000,
    "lists": "- " * 500_000,
    "all at once": "](<" * 330_000,
}
