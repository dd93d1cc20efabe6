r"""Pieces of patterns that find Markdown without parsing it, in time linear in the text's length.

Each begins with a literal character: the `re` module then skips quickly to where one can match.
None searches farther than to the next place where it could begin itself, or else to the end once.
"""

_IN_PARAGRAPH = r"\n(?![ \t]*\n)"

CODE = (
    # A fence ends with the text if it is not closed; what else is not closed is no code.
    r"`(?:(?P<ticks>``+)(?P<ticks_info>[^\n`]*+)(?=\n)(?P<ticked>.*?)(?:\n[ \t>]*`(?P=ticks)`*|\Z)"
    rf"|(?P<code>(?:[^`\n]|{_IN_PARAGRAPH})++)`(?!`)"
    rf"|`(?P<double_code>(?:[^`\n]|`(?!`)|{_IN_PARAGRAPH})++)``(?!`)"
    r"|`*+)"
    r"|~(?P<tildes>~~+)(?P<tildes_info>[^\n]*+)(?=\n)(?P<tilded>.*?)(?:\n[ \t>]*~(?P=tildes)~*|\Z)"
)
HIDDEN = r"!--(?:(?!<!--).)*?-->|(?P<script>(?i:script|style))\b.*?(?:</(?P=script)[^<>]*>|\Z)"
ESCAPE = r"\\(?P<escaped>[!-/:-@\[-`{-~])"
TITLE = r"""(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?"""
TARGET = r"(?:<[^<>\n]*>|(?!<)[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
LABEL = r"\[(?!\^)[^\[\]\n]+\]:[ \t]*\n?[ \t]*"
