"""Where sentences end: a table of cases by category. `|` marks the ends; the texts are invented."""

import pytest

from pipeline.segment import split, split_many

CASES = {
    "titles": [
        ("en", "Lt. Gov. Mara Quill met Sgt. Ivo Penn. | Mrs. Penn stayed home."),
        ("en", "The ex-Gov. Tarn resigned. | GEN. QUILL did not."),
        ("en", "Paul Odre Jr. was there. | The Rev. Odre was not."),
    ],
    "datelines": [
        ("en", "PORT ELLEN (AP) — A ferry sank on Monday. | Nobody died."),
        ("en", "ST. OLAVE, Minn. (AP) — A judge ruled. | She gave no reason."),
        ("en", "TARN, Feb. 3 (Reuters) - Rates rose. | Stocks fell."),
    ],
    "clock and calendar": [
        ("en", "Doors open at 7 p.m. Monday. | They close at 11 p.m. | Nobody may stay."),
        ("en", "It began at 9 a.m. ET on Nov. 3. | It ended at 5 a.m. Sept. 4."),
    ],
    "numbers": [
        ("en", "She lives at No. 10 Quill Street. | It cost $4.5 million. | Rates fell to 2.25. | They rose later."),
        ("en", "See Fig. 3 on pp. 4-6. | The rest is in vol. 2."),
    ],
    "companies and countries": [
        ("en", "Tarn Corp. bought Quill Inc. for $3 billion. | The U.S. Senate may object."),
        ("en", "He left for the U.S. | The firm stayed."),
    ],
    "initials": [
        ("en", "A book by J. A. Tarn won. | George K. Orre reviewed it."),
    ],
    "ellipses": [
        ("en", "He counted one, two... and jumped. | She did not."),
        ("en", "“We waited and waited ... | Nobody came,” she said."),
        ("en", "“The firm regrets . . . any distress,” it wrote."),
    ],
    "web": [
        ("en", "Write to tips@quill.example. | Read https://quill.example/a.b?c=d. | Tarn.com fell."),
        ("en", "He thanked @TarnPolice! | It was posted on www.quill.example."),
    ],
    "quotations": [
        ("en", "The sign read “Closed.” | Inside, nobody spoke."),
        ("en", "“Is this legal?” she asked. | Nobody answered."),
        ("en", "“Is this legal?” Quill asked. | Nobody answered."),
        ("en", "“Is this legal?” Ms. Ida Quill asked. | “Who did it?” | Police do not know."),
        ("en", "‘Who is it?’ she asked. | ‘We are here. | We will stay.’"),
        ("en", "“We lost it all. | The water came fast. | I have no words,” said Ida Penn."),
        ("en", '"It\'s over. | We won," Penn said. | "Now go home."'),
    ],
    "brackets and notes": [
        ("en", "The firm denied it. | (It had denied it before.) | Shares fell."),
        ("en", "The tower fell in 1802.[3] | It was rebuilt. [14] | Nobody knows why."),
    ],
    "lists in one line": [
        ("en", "1. Open the box | 2. Take the key | 3. Lock the door"),
        ("en", "a) Bread is cheap | b) Salt is dear"),
    ],
    "lost space": [
        ("en", "The vote was close.| The mayor won."),
    ],
    "German": [
        ("de", "Am 3. Oktober kam er an. | „Ich gehe.“ | Dann ging er."),
        ("de", "»Wo ist er?« fragte sie. | Das kostet z. B. 3 Mio. Euro."),
    ],
    "French": [
        ("fr", "« Je pars. » | Puis il sortit. | « Où est-il ? » demanda-t-elle."),
        ("fr", "M. Tarn et Mme Quill sont venus. | Ils sont restés."),
    ],
    "Spanish": [
        ("es", "¿Dónde está? | No lo sé. | ¡Vete! | El Sr. Tarn vino."),
    ],
    "other scripts": [
        ("zh", "他来了。| “你好。”| 她走了！| 为什么？"),
        ("ja", "「行く。」と彼は言った。| 雨が降った。"),
        ("ar", "هل جاء؟ | نعم."),
        ("hi", "वह आया। | वह गया।"),
    ],
}
TABLE = [
    pytest.param(lang, text, id=f"{name}-{i}") for name, rows in CASES.items() for i, (lang, text) in enumerate(rows)
]


@pytest.mark.parametrize(("language", "marked"), TABLE)
def test_sentences_end_where_they_should(language: str, marked: str) -> None:
    sentences = [part.strip() for part in marked.split("|")]
    text = marked.replace(" | ", " ").replace("| ", "")
    assert [text[start:end] for start, end in split(text, language)] == sentences


def test_a_blank_line_always_ends_a_sentence() -> None:
    text = "Mayor quits\n\nThe mayor of Tarn,\n \nMr.\n\nQuill, quit."
    assert [text[s:e] for s, e in split(text)] == ["Mayor quits", "The mayor of Tarn,", "Mr.", "Quill, quit."]


def test_list_items_on_their_own_lines_are_sentences() -> None:
    text = "What we know:\n- Two fled\n- Roads are shut"
    assert [text[s:e] for s, e in split(text)] == ["What we know:", "- Two fled", "- Roads are shut"]


def test_lines_wrapped_by_hand_are_one_run() -> None:
    text = (
        "The mayor of Tarn quit on Monday after a long\n"
        "inquiry into the harbour. She was succeeded by\n"
        "Councillor Ida Penn. No date for an election has\n"
        "been set."
    )
    assert len(split(text)) == 3


def test_a_quotation_over_paragraphs_keeps_its_paragraphs() -> None:
    text = "“We lost it all. The water came.\n\n“Then it went,” Penn said."
    assert [text[s:e] for s, e in split(text)] == ["“We lost it all.", "The water came.", "“Then it went,” Penn said."]


def test_split_many_takes_a_language_for_each_or_for_all() -> None:
    texts = ["Am 3. Mai kam er. Er ging.", "He came. He went."]
    assert split_many(texts, ["de", "en"]) == [split(texts[0], "de"), split(texts[1], "en")]
    assert split_many(texts) == [split(text) for text in texts]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u2029", "\x00", "..."])
def test_texts_with_next_to_nothing(text: str) -> None:
    assert [text[s:e] for s, e in split(text)] == ([text.strip()] if text.strip() else [])
