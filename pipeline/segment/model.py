"""The decision about a candidate: the rules that are right by nature, then the logistic model, both remembered.

The model is linear over the features of `features.py`; its weights are `weights.txt`, a data file whose header tells
where they come from. A decision depends on three short strings only, so each is reduced to a number once, and the
decision about three numbers is taken once: on news, 99 candidates of 100 are three look-ups.
"""

import functools
from importlib import resources

from pipeline.errors import ModelError
from pipeline.segment.features import CLOSERS, after_features, before_features, middle_features, pair_features

LANGUAGES = frozenset({"en", "de", "fr", "es"})  # those with weights of their own
REMEMBERED = 200_000  # tokens kept per table before it is emptied: some 30 MB, on a corpus that never repeats itself
_TIME_GOES_ON = frozenset({"weekday", "month", "zone"})


@functools.cache
def weights() -> dict[str, float]:
    """Reads the weights.

    Raises:
        ModelError: the file is missing or damaged.
    """
    found: dict[str, float] = {}
    try:
        lines = resources.files(__package__).joinpath("weights.txt").read_text(encoding="utf-8").splitlines()
        for line in lines:
            if line and not line.startswith("#"):
                feature, _, weight = line.rpartition("\t")
                found[feature] = float(weight)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"pipeline/segment/weights.txt cannot be read ({error}): python -m training.segmentation"
        ) from error
    return found


class Decider:
    """The decisions of one language, remembered."""

    def __init__(self, language: str, weight_of: dict[str, float] | None = None) -> None:
        self.language = language
        self.weights = weights() if weight_of is None else weight_of
        self.before: dict[str, int] = {}
        self.middle: dict[str, int] = {}
        self.after: dict[str, int] = {}
        self.decisions: dict[tuple[int, int, int], bool] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        self._features: list[tuple[str, ...]] = []

    def number_before(self, token: str) -> int:
        """The number of what a token before a stop is; looks at a token once."""
        return self._remember(self.before, token, before_features(token, self.language))

    def number_middle(self, middle: str) -> int:
        """The number of what a stop with its closers is."""
        return self._remember(self.middle, middle, middle_features(middle))

    def number_after(self, chunk: str) -> int:
        """The number of what the word after a stop is."""
        return self._remember(self.after, chunk, after_features(chunk, self.language))

    def decide(self, key: tuple[int, int, int]) -> bool:
        """Whether a sentence ends at a candidate, given the numbers of its three parts."""
        before, middle, after = (self._features[number] for number in key)
        verdict = rule(before, middle, after)
        if verdict is None:
            verdict = self.score(before, middle, after) > 0
        self.decisions[key] = verdict
        return verdict

    def score(self, before: tuple[str, ...], middle: tuple[str, ...], after: tuple[str, ...]) -> float:
        """The model's log odds that a sentence ends here."""
        get = self.weights.get
        return sum(get(feature, 0.0) for feature in pair_features(before, middle, after, self.language))

    def _remember(self, table: dict[str, int], text: str, features: tuple[str, ...]) -> int:
        if len(table) >= REMEMBERED:
            table.clear()
        number = self._numbers.get(features)
        if number is None:
            number = self._numbers[features] = len(self._features)
            self._features.append(features)
        table[text] = number
        return number


def rule(before: tuple[str, ...], middle: tuple[str, ...], after: tuple[str, ...]) -> bool | None:
    """What is so by the nature of writing, whatever a model has seen; `None` where the model decides."""
    kind, stop, closer = before[0][2:], middle[0][2:], middle[2][2:]
    follows = after[0][2:]
    if follows in ("lower", "verb") and closer in ("quote", "bracket") and "n:opener" not in after:
        return False  # “Is this legal?” she asked.
    if kind == "clock" and follows in _TIME_GOES_ON and stop == ".":
        return False  # 7 p.m. Monday, 8 a.m. Sept. 14, 9 p.m. ET
    if kind == "title" and follows in ("name", "initial", "caps", "possessive") and stop == "." and closer == "none":
        return False  # Lt. Gov. Dana Prewitt
    if closer == "quote" and stop in "?!" and "n:then-verb" in after:
        return False  # “Is this legal?” Mr. Smith asked.
    if follows == "verb" and stop in "?!":
        return False  # Yahoo! said
    return None


@functools.cache
def decider(language: str) -> Decider:
    """The decider of a language; languages without weights of their own share the general ones, with their lists."""
    return Decider(language)


__all__ = ["CLOSERS", "LANGUAGES", "Decider", "decider", "rule", "weights"]
