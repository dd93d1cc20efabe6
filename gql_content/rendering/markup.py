r"""Regular expressions for parts of Markdown, in linear time.

Each begins with a literal character, so that `re` skips quickly to where it can match. None
searches past the next place where it could begin itself, or else it searches to the end only once.
"""

_IN_PARAGRAPH = r"\n(?![ \t]*\n)"

CODE = (
    # An unclosed fence extends to the end of the text; other unclosed code is not code.
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
