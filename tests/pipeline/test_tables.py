"""The declarations hold together, refuse what does not match them, and docs/tables.md says what they say."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import tables_page
from pipeline.errors import SchemaError
from pipeline.tables import ARTICLES, ATTRIBUTIONS, BLOCK_LABELS, SENTENCES, TABLES, Table, table, vocabularies
from pipeline.vocabulary import SourceKind
from tests.pipeline.lake_rows import row, rows

each_table = pytest.mark.parametrize("declared", TABLES, ids=lambda t: t.name)


@each_table
def test_a_declaration_holds_together(declared: Table) -> None:
    names = declared.schema.names
    assert len(set(names)) == len(names)
    assert "day" in names
    assert set(declared.key) | set(declared.sort) <= set(names)
    assert declared.by_page == ("page_id" in names)
    if declared.by_page:
        assert declared.sort[:2] == ("site", "page_id")
    for reference in declared.references:
        there = reference.to or reference.columns
        assert set(reference.columns) <= set(names)
        assert set(there) <= set(table(reference.table).schema.names)
        assert set(there) >= set(table(reference.table).key)
    for column in declared.columns:
        assert column.meaning
        assert not column.meaning.endswith(".")


@each_table
def test_the_schema_carries_the_meanings(declared: Table) -> None:
    assert declared.schema.metadata == {b"row": declared.row.encode()}
    for column in declared.columns:
        field = declared.schema.field(column.name)
        assert field.metadata[b"meaning"].decode() == column.meaning
        assert field.nullable == column.nullable
        assert column.meaning in column.comment
        assert declared.column(column.name) is column


@each_table
def test_rows_of_the_declared_kind_pass(declared: Table) -> None:
    given_rows = rows(declared, 20, 2)
    assert declared.validate(given_rows).equals(given_rows)
    assert declared.validate(declared.empty()).num_rows == 0


def test_a_looser_type_is_cast_and_what_does_not_fit_refused() -> None:
    sentences = rows(SENTENCES, 3)
    starts = sentences.schema.get_field_index("start")
    wide = sentences.set_column(starts, "start", sentences["start"].cast(pa.int64()))
    assert SENTENCES.validate(wide).schema.equals(SENTENCES.schema, check_metadata=True)
    huge = sentences.set_column(starts, "start", pa.array([2**31] * 3))
    with pytest.raises(SchemaError, match="sentences"):
        SENTENCES.validate(huge)
    odd = sentences.set_column(starts, "start", pa.array([{"a": 1}] * 3))
    with pytest.raises(SchemaError, match="sentences"):
        SENTENCES.validate(odd)


def test_columns_must_be_the_declared_ones() -> None:
    articles = rows(ARTICLES, 2)
    with pytest.raises(SchemaError, match="articles: columns differ from the declaration: title"):
        ARTICLES.validate(articles.drop_columns(["title"]))
    with pytest.raises(SchemaError, match="order"):
        ARTICLES.validate(articles.select([*reversed(articles.schema.names)]))
    with pytest.raises(SchemaError, match="colour, title"):
        ARTICLES.from_rows([{("colour" if k == "title" else k): v for k, v in row(ARTICLES, 1, 1).items()}])


@pytest.mark.parametrize(("name", "value"), [("text", None), ("authors", None), ("authors", ["Ada Brandt", None])])
def test_null_is_refused_where_it_is_not_allowed(name: str, value: object) -> None:
    with pytest.raises(SchemaError, match="articles"):
        ARTICLES.validate(ARTICLES.from_rows([{**row(ARTICLES, 1, 1), name: value}]))


def test_a_value_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(SchemaError, match="articles"):
        ARTICLES.from_rows([{**row(ARTICLES, 1, 1), "n_words": "many"}])


@given(st.text(max_size=12))
def test_a_closed_list_is_closed(value: str) -> None:
    made = SENTENCES.from_rows([{**row(SENTENCES, 1, 1), "source_kinds": ["pronoun", value]}])
    if value in list(SourceKind):
        SENTENCES.validate(made)
    else:
        with pytest.raises(SchemaError, match=r"sentences\.source_kinds: .* is not one of named_person"):
            SENTENCES.validate(made)


def test_null_is_no_value_of_a_closed_list() -> None:
    made = ATTRIBUTIONS.from_rows([{**row(ATTRIBUTIONS, 1, 1), "channel": None}])
    assert ATTRIBUTIONS.validate(made)["channel"].null_count == 1


def test_members_of_a_vocabulary_are_written_as_their_values() -> None:
    made = ATTRIBUTIONS.from_rows([{**row(ATTRIBUTIONS, 1, 1), "source_kind": SourceKind.DOCUMENT}])
    assert ATTRIBUTIONS.validate(made)["source_kind"].to_pylist() == ["document"]


def test_an_unknown_table_is_refused_with_the_names() -> None:
    with pytest.raises(SchemaError, match="there is no table 'blocs'; the tables are raw_pages"):
        table("blocs")
    with pytest.raises(KeyError, match="block_labels has no column verdict"):
        BLOCK_LABELS.column("verdict")


def test_the_page_about_the_tables_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert tables_page.main(["--check"]) == 0, "run `make docs` and commit docs/tables.md"


def test_a_stale_page_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(tables_page, "PAGE", tmp_path / "docs" / "tables.md")
    assert tables_page.main(["--check"]) == 1
    assert "make docs" in capsys.readouterr().err
    assert tables_page.main([]) == 0
    assert tables_page.main(["--check"]) == 0
    tables_page.PAGE.write_text(tables_page.PAGE.read_text(encoding="utf-8").replace("cue", "clue"), encoding="utf-8")
    assert tables_page.main(["--check"]) == 1


def test_the_page_explains_every_column_and_value() -> None:
    page = tables_page.render()
    for declared in TABLES:
        assert f"\n## {declared.name}\n" in page
        for column in declared.columns:
            assert f"| `{column.name}` |" in page
            assert column.meaning in page
    for _, values in vocabularies():
        for term in values:
            assert f"| `{term}` | {term.meaning} |" in page
