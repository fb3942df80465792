"""The language of an article: function words first, then the detector, then the page's own word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.language import UNKNOWN, language_of

ENGLISH = "The council said on Tuesday that it would not close the harbour, and that the work will begin in spring. "
GERMAN = "Der Rat der Stadt hat am Dienstag erklärt, dass die Werft nicht schließt und die Arbeit im Frühjahr beginnt. "
NORWEGIAN = "Byrådet sa tirsdag at havnen ikke skal stenges, og at arbeidet vil begynne til våren med hjelp av fylket. "
JAPANESE = "市議会は火曜日、港を閉鎖しないと発表した。工事は春に始まる予定で、費用は県が負担するという。"
SCORES = "Dorvane 2 Arlsund 1 Everbrook 0 Fulmar 0 Leedham 3 Burnholt 3 Wulvers"
HEBREW = "מועצת העיר הודיעה ביום שלישי כי הנמל לא ייסגר וכי העבודות יתחילו באביב בסיוע המחוז כולו"


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        (ENGLISH * 3, "", "en"),
        (ENGLISH * 3, "de", "en"),
        (GERMAN * 3, "en", "de"),
        (NORWEGIAN * 3, "", "no"),
        (JAPANESE, "en", "ja"),
        (HEBREW, "", "he"),
        (ENGLISH[:60], "", "en"),
    ],
)
def test_text_outweighs_what_the_page_declares(text: str, declared: str, expected: str) -> None:
    assert language_of(text, declared) == expected


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("", "en", UNKNOWN),
        ("Harbour closed", "en", "en"),
        ("Harbour closed", "en-GB", UNKNOWN),
        ("12,4 17,9 3,1 2026 12:45 88.2 100 12,4 17,9 3,1 2026 12:45", "fr", UNKNOWN),
        (SCORES, "", UNKNOWN),
        (SCORES, "fr", "fr"),
    ],
)
def test_where_the_text_tells_nothing_the_page_is_believed(text: str, declared: str, expected: str) -> None:
    assert language_of(text, declared) == expected


@given(st.text(max_size=600), st.sampled_from(["", "en", "xx", "zh-Hans"]))
def test_any_text_gets_a_code(text: str, declared: str) -> None:
    code = language_of(text, declared)
    assert code == language_of(text, declared)
    assert code == UNKNOWN or (len(code) in (2, 3) and code.islower())


def test_lone_surrogates_are_read_over() -> None:
    assert language_of(ENGLISH + "\ud800" + JAPANESE[:3], "") == "en"
    assert language_of("\ud800" * 60, "en") in (UNKNOWN, "en")
