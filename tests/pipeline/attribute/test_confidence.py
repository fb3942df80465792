"""Confidence: from the rule and the tagger's score to a probability."""

import pytest

from pipeline.attribute.arbiter import RULES
from pipeline.attribute.confidence import confidence_of


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_probability_that_rises_with_the_score(rule: str) -> None:
    assert 0 < confidence_of(rule, 0.0) < 1
    found = [confidence_of(rule, score) for score in (0.3, 0.5, 0.7, 0.9)]
    assert found == sorted(found)
    assert 0 < found[0] < found[-1] < 1


def test_the_tagger_is_trusted_more_where_a_rule_agrees() -> None:
    assert confidence_of("trailing", 0.6) > confidence_of("tagger", 0.6)
