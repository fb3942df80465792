"""How sure an attribution is: the calibrated probability that source and content are right, by the rule that found it.

The numbers are the share of right ones by rule on the development sets (see docs/methods-attribution.md for the
table and the
command that measured it), moved towards the mean where a rule is rare there.
"""

PRECISION = {
    "plea": 0.85,
    "refusal": 0.69,
    "court": 0.88,
    "quoted_as": 0.8,
    "inverted": 0.92,
    "trailing": 0.92,
    "put_it": 0.58,
    "told": 0.8,
    "subject_verb": 0.77,
    "according_to": 0.88,
    "passive": 0.79,
    "agentless": 0.86,
    "coordinated": 0.62,
    "adjective": 0.9,
    "participle": 0.75,
    "citing": 0.5,
    "adverb": 0.62,
    "noun_cue": 0.47,
    "colon": 0.75,
}


def confidence_of(rule: str, score: float) -> float:
    """The probability, 0 to 1; `score` is the tagger's own for what the tagger found, else 1."""
    if rule == "tagger":
        return round(score, 3)
    return PRECISION[rule]
