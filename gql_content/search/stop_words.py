"""English stop words."""

__all__ = ["STOP_WORDS"]

ENGLISH = """
a about after all also am an and any are as at be because been being between both but by can could
did do does during each for from had has have how i if in into is it its may me more most my no nor
not of on or other our over should so some such than that the their them then there these they this
those through to under up us was we were what when where which while who whom whose why will with
would you your s t don
"""

STOP_WORDS = frozenset(ENGLISH.split())
