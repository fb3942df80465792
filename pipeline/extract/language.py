"""The language that an article is written in.

Function words tell it where there are enough of one language clearly before all others; else CLD3 does (Google's
compact neural detector, Apache 2.0). CLD3 loads in milliseconds, but takes names for words on single lines. The two
together are right as often as py3langid, which takes half a second to load in each process.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import gcld3

from pipeline.extract.words import read_groups

UNKNOWN = "und"
MIN_CHARS = 40
"""A shorter text tells no language."""

HEAD_CHARS = 400
"""Characters that the language is told from: the detector's cost grows with them."""

MIN_SHARE = 0.2
"""Share of function words that makes a text one of their language."""

MIN_WORDS = 20
"""Words from which that share counts."""

CLEAR_OF_OTHERS = 1.5
"""So many times the words of any other language: there are sisters with nearly the same ones."""

SURE = 0.9
"""CLD3's probability from which its word stands against the few function words of a short text."""

_WITHOUT_SISTER = frozenset({"en", "de", "fr"})
_FUNCTION_WORDS = {language: frozenset(words) for language, words in read_groups("function_words.txt").items()}
_LANGUAGES_OF = {
    word: [language for language, known in _FUNCTION_WORDS.items() if word in known]
    for word in frozenset().union(*_FUNCTION_WORDS.values())
}
_DETECTOR = gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=4 * HEAD_CHARS)
_ISO_639_1 = {"iw": "he", "fil": "tl", "jw": "jv"}
"""CLD3's codes that are none of ISO 639-1 or were withdrawn."""


def language_of(text: str, declared: str) -> str:
    """ISO 639-1 code of the text's language, `und` where nothing tells; the page's own word breaks doubt.

    Args:
        text: The article.
        declared: The code that the page declares, or empty.
    """
    said = declared if len(declared) == 2 else UNKNOWN
    if len(text) < MIN_CHARS:
        return said if text else UNKNOWN
    head = text[:HEAD_CHARS]
    words = head.lower().split()
    enough = max(MIN_SHARE * len(words), MIN_SHARE * MIN_WORDS)
    if declared in _WITHOUT_SISTER and _n_known(words, declared) >= enough:
        return declared
    known = Counter(chain.from_iterable([_LANGUAGES_OF[word] for word in words if word in _LANGUAGES_OF]))
    (language, n), (_, n_next), *_ = [*known.most_common(2), (UNKNOWN, 0), (UNKNOWN, 0)]
    is_clear = n > 0 and n >= CLEAR_OF_OTHERS * n_next
    if is_clear and n >= enough and len(words) >= MIN_WORDS:
        return language
    if not any(map(str.isalpha, head)):
        return UNKNOWN
    found = _DETECTOR.FindLanguage(head.encode("utf-8", "replace"))
    if found.probability >= SURE or (found.is_reliable and not is_clear):
        code = found.language.partition("-")[0]  # zh-Latn is Chinese in Latin letters
        return _ISO_639_1.get(code, code)
    return language if is_clear else said


def _n_known(words: Sequence[str], language: str) -> int:
    return sum(map(_FUNCTION_WORDS[language].__contains__, words))
