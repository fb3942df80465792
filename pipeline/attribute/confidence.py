"""How sure an attribution is: the calibrated probability that source and content are right, by the rule that found it.

The numbers are the share of right ones by rule on the development sets (see docs/methods-attribution.md for the table and the
command that measured it), moved towards the mean where a rule is rare there.
"""

PRECISION = {
    "plea": 0.9,
    "refusal": 0.9,
    "court": 0.85,
    "quoted_as": 0.85,
    "inverted": 0.92,
    "trailing": 0.9,
    "put_it": 0.85,
    "told": 0.88,
    "subject_verb": 0.84,
    "according_to": 0.88,
    "passive": 0.7,
    "agentless": 0.75,
    "coordinated": 0.75,
    "adjective": 0.75,
    "participle": 0.72,
    "citing": 0.75,
    "adverb": 0.6,
    "noun_cue": 0.6,
    "colon": 0.75,
    "tagger": 0.5,
}


def confidence_of(rule: str, score: float) -> float:
    """The probability, 0 to 1; `score` is the tagger's own for what the tagger found, else 1."""
    if rule == "tagger":
        return round(score, 3)
    return PRECISION[rule]
