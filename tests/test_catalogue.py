"""The type files: the shipped ones load, and of a broken one the clerk is told the file and the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_ocr import catalogue, messages
from desktop_ocr.composition import SECTIONS, load_catalogue
from desktop_ocr.domain.document_type import ColumnSpec, CrossRule, FieldSpec, ValueKind
from desktop_ocr.domain.errors import TypeFileBroken

GOOD = r"""schema = 1
key = "card"
label_zh = "卡"
label_en = "Card"

[[field]]
key = "number"
label_zh = "号码"
label_en = "Number"
baidu_key = "卡号"
kind = "number"
checks = ["id_number"]
required = true

[[field]]
key = "issued"
label_zh = "签发日期"
label_en = "Issued"
kind = "date"
choices = ["长期"]

[[field]]
key = "expires"
label_zh = "失效日期"
label_en = "Expires"
kind = "date"

[[rule]]
check = "dates_in_order"
fields = ["issued", "expires"]

[[rule]]
check = "id_card_term"
fields = ["issued", "expires"]

[offline]
needs = 4
evidence = [{ text = "卡", weight = 4 }]

[offline.field.number]
labels = ["号码"]
pattern = '\d{18}'
"""


FIELDS, SECTION = GOOD[GOOD.index("[[field]]") : GOOD.index("[offline]")], GOOD[GOOD.index("[offline]") :]


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problem_of(folder: Path) -> tuple[str | int, str | int, str]:
    """File, line and words of the only problem; asserts that the kinds of the other files are there."""
    loaded = catalogue.load([folder], SECTIONS)
    assert set(loaded.types) == {"first", "last"}
    (problem,) = loaded.problems
    return problem.facts["file"], problem.facts["line"], str(problem.facts["problem"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good files, before and behind the one that is to be broken."""
    for name in ("first", "last"):
        write(tmp_path, f"{'a' if name == 'first' else 'z'}.toml", GOOD.replace('"card"', f'"{name}"'))
    return tmp_path


def test_the_shipped_files_have_no_problem() -> None:
    loaded = load_catalogue()
    assert loaded.problems == ()
    assert len(loaded.types) >= 5
    assert all(kind.sections["offline"] for kind in loaded.types.values())


def test_a_good_file(tmp_path: Path) -> None:
    kind = catalogue.read_type(write(tmp_path, "card.toml", GOOD), SECTIONS)
    assert (kind.key, kind.label_zh, kind.label_en) == ("card", "卡", "Card")
    assert kind.fields == (
        FieldSpec("number", "号码", "Number", ValueKind.NUMBER, "卡号", required=True, checks=("id_number",)),
        FieldSpec("issued", "签发日期", "Issued", ValueKind.DATE, choices=("长期",)),
        FieldSpec("expires", "失效日期", "Expires", ValueKind.DATE),
    )
    assert kind.rules[0] == CrossRule("dates_in_order", ("issued", "expires"))
    assert kind.sections["offline"]["needs"] == 4


TABLE = """
[[field]]
key = "items"
label_zh = "明细"
label_en = "Items"
kind = "table"
[[field.column]]
key = "name"
label_zh = "名称"
label_en = "Name"
[[field.column]]
key = "days"
label_zh = "天数"
label_en = "Days"
kind = "amount"
sum = "number"
"""


def with_table(text: str = TABLE) -> str:
    return GOOD.replace("\n[[rule]]", f"{text}\n[[rule]]", 1)


def test_the_columns_of_a_table(tmp_path: Path) -> None:
    kind = catalogue.read_type(write(tmp_path, "card.toml", with_table()), SECTIONS)
    assert kind.fields[-1].columns == (
        ColumnSpec("name", "名称", "Name"),
        ColumnSpec("days", "天数", "Days", ValueKind.AMOUNT, sum="number"),
    )


def test_the_offline_engine_reads_no_column_that_the_table_has_not(tmp_path: Path) -> None:
    section = '\n[offline.field.items]\ncolumns = { name = ["名称"], weight = ["重量"] }\n'
    with pytest.raises(TypeFileBroken) as broken:
        catalogue.read_type(write(tmp_path, "card.toml", with_table() + section), SECTIONS)
    assert "'weight'" in str(broken.value.facts["problem"])
    fitting = with_table() + section.replace("weight", "days")
    assert catalogue.read_type(write(tmp_path, "card.toml", fitting), SECTIONS).key == "card"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "amount"', 'kind = "money"', "'money'"),
        ('kind = "amount"', 'kind = "table"', "'table'"),
        ('key = "days"', 'key = "name"', "twice"),
        ('sum = "number"', 'sum = "nothing"', "'nothing'"),
        ('label_zh = "天数"\n', "", "label_zh"),
        ('sum = "number"', "width = 3", "'width'"),
    ],
)
def test_a_broken_column_is_told_within_its_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = with_table(TABLE.replace(old, new))
    with pytest.raises(TypeFileBroken) as broken:
        catalogue.read_type(write(tmp_path, "card.toml", text), SECTIONS)
    assert said in str(broken.value.facts["problem"])
    first = text[: text.index('key = "items"')].count("\n")
    assert first <= int(broken.value.facts["line"]) <= first + TABLE.count("\n")


def test_the_other_side_and_the_size(tmp_path: Path) -> None:
    plain = catalogue.read_type(write(tmp_path, "card.toml", GOOD), SECTIONS)
    assert (plain.other_side, plain.size) == ("", None)
    text = GOOD.replace("[[field]]", 'other_side = "back"\nsize = [86, 54.5]\n\n[[field]]', 1)
    kind = catalogue.read_type(write(tmp_path, "card.toml", text), SECTIONS)
    assert (kind.other_side, kind.size) == ("back", (86.0, 54.5))


def test_a_kind_of_the_users_own_comes_after_the_shipped_and_takes_no_place_of_one(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for place in (shipped, own):
        place.mkdir()
        write(place, "card.toml", GOOD)
    write(own, "mine.toml", GOOD.replace('"card"', '"mine"'))
    loaded = catalogue.load([shipped, own, tmp_path / "nowhere"], SECTIONS)
    assert list(loaded.types) == ["card", "mine"]
    assert [problem.facts["file"] for problem in loaded.problems] == ["card.toml"]


def test_a_file_of_an_editor_on_windows(tmp_path: Path) -> None:
    """A mark before the text, and other ends of lines."""
    text = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert catalogue.read_type(write(tmp_path, "card.toml", text), SECTIONS).key == "card"


def test_only_toml_files_are_read_in_the_order_of_their_names(folder: Path) -> None:
    write(folder, "m.toml", GOOD)
    write(folder, "notes.txt", "no type file")
    loaded = catalogue.load([folder], SECTIONS)
    assert list(loaded.types) == ["first", "card", "last"]
    assert loaded.problems == ()


BROKEN = {
    "syntax": ('key = "card"', "key = card", "key = card", "value"),
    "syntax further down": ("needs = 4", "needs = ", "needs = ", "value"),
    "the same key twice": ('label_en = "Card"', 'label_en = "Card"\nkey = "b"', 'key = "b"', "overwrite"),
    "no schema": ("schema = 1\n", "", 'key = "card"', "schema"),
    "another schema": ("schema = 1", "schema = 2", "schema = 2", "schema"),
    "schema as a word": ("schema = 1", 'schema = "1"', 'schema = "1"', "schema"),
    "no key": ('key = "card"\n', "", "schema", "'key'"),
    "an empty key": ('key = "card"', 'key = ""', 'key = ""', "'key'"),
    "no name": ('label_zh = "卡"\n', "", "schema", "'label_zh'"),
    "a name that is none": ('label_en = "Card"', "label_en = 3", "label_en = 3", "'label_en'"),
    "unknown word": ('label_en = "Card"', 'label_en = "Card"\ncolour = "red"', "colour", "'colour'"),
    "unknown engine": ("[offline]\n", "[online]\na = 1\n[offline]\n", "[online]", "'online'"),
    "unknown word of a field": ('kind = "number"', 'kind = "number"\nsize = 9', "size", "'size'"),
    "unknown kind of value": ('kind = "number"', 'kind = "digits"', 'kind = "digits"', "'digits'"),
    "no kind of value": ('label_en = "Issued"\nkind = "date"\n', 'label_en = "Issued"\n', "[[field]] 2", "'kind'"),
    "field without a key": ('key = "expires"\n', "", "[[field]] 3", "'key'"),
    "required in words": ("required = true", 'required = "yes"', "required", "true or false"),
    "a choice that is no list": ('choices = ["长期"]', 'choices = "长期"', "choices", "'choices'"),
    "unknown mask": ('kind = "number"', 'kind = "number"\nmask = "veil"', 'mask = "veil"', "'veil'"),
    "unknown check": ('checks = ["id_number"]', 'checks = ["luck"]', "checks", "'luck'"),
    "field twice": ('key = "expires"', 'key = "issued"', "[[field]] 3 + 1", "twice"),
    "a kind that is its own other side": (
        'label_en = "Card"',
        'label_en = "Card"\nother_side = "card"',
        "other_side",
        "its own",
    ),
    "columns of what is no table": ("choices =", '[[field.column]]\nkey = "a"\nchoices =', "[[field]] 2 + 4", "table"),
    "another side that is no text": ('label_en = "Card"', 'label_en = "Card"\nother_side = 1', "other_side", "text"),
    "a size that is no list": ('label_en = "Card"', 'label_en = "Card"\nsize = 85.6', "size", "millimetres"),
    "an order in words": ('label_en = "Card"', 'label_en = "Card"\norder = "first"', "order", "whole"),
    "a size of one side": ('label_en = "Card"', 'label_en = "Card"\nsize = [85.6]', "size", "millimetres"),
    "a size of nothing": ('label_en = "Card"', 'label_en = "Card"\nsize = [85.6, 0]', "size", "millimetres"),
    "a size in words": ('label_en = "Card"', 'label_en = "Card"\nsize = [85.6, true]', "size", "millimetres"),
    "no field": (FIELDS, "", "schema", "[[field]]"),
    "field as a table": (FIELDS, '[field]\nkey = "number"\n', "[field]", "[[field]]"),
    "unknown rule": ('check = "id_card_term"', 'check = "harmony"', "harmony", "'harmony'"),
    "rule without a check": ('check = "id_card_term"\n', "", "[[rule]] 2", "'check'"),
    "rule naming an absent field": (
        'term"\nfields = ["issued", "expires"]',
        'term"\nfields = ["issued", "born"]',
        '"born"',
        "'born'",
    ),
    "rule for one field": ('term"\nfields = ["issued", "expires"]', 'term"\nfields = ["issued"]', '["issued"]', "two"),
    "rule for two fields instead of three": (
        'check = "id_card_term"',
        'check = "net_and_tax"',
        "[[rule]] 2 + 2",
        "three",
    ),
    "section that is a value": (SECTION, "", "offline = 4", "'offline'"),
    "section that is a list": ("[offline]\n", "[[offline]]\n", "[[offline]]", "'offline'"),
    "section with an unknown word": ("needs = 4", "wants = 4", "wants", "is not one of"),
    "section with a bad number": ("needs = 4", "needs = 0", "needs", "number"),
    "section for an absent field": ("[offline.field.number]", "[offline.field.size]", "field.size", "'size'"),
    "section with a bad pattern": (r"'\d{18}'", r"'(\d{18}'", "pattern", "unterminated"),
    "section with a bad box": ("pattern = ", "box = [0.5, 0, 0.1, 1]\npattern = ", "box", "left"),
    "section naming an absent field": ("pattern = ", 'shares = "size"\npattern = ', "shares", "'size'"),
    "section with an empty label": ('labels = ["号码"]', 'labels = [""]', "labels", "words"),
}


def broken_text(old: str, new: str, at: str) -> str:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    if old is SECTION:  # what replaces it must stand before the first table
        text = text.replace("schema = 1", f"schema = 1\n{at}")
    return text


def line_of(text: str, at: str) -> int:
    """The line that begins with or holds a text; ``[[field]] 2 + 1``: one below the second such header."""
    header, _, below = at.partition(" + ")
    name, _, place = header.rpartition(" ")
    lines = text.splitlines()
    if not name.startswith("[["):
        return next(number for number, line in enumerate(lines, 1) if at in line)
    return [number for number, line in enumerate(lines, 1) if line == name][int(place) - 1] + int(below or 0)


@pytest.mark.parametrize(("old", "new", "at", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file(folder: Path, old: str, new: str, at: str, said: str) -> None:
    text = broken_text(old, new, at)
    write(folder, "m.toml", text)
    file, line, problem = problem_of(folder)
    assert (file, line) == ("m.toml", line_of(text, at))
    assert said in problem


def test_a_text_that_never_ends_is_wrong_at_its_end(folder: Path) -> None:
    write(folder, "m.toml", 'schema = 1\nkey = """card\n\nlabel_zh = "卡"')
    assert problem_of(folder)[:2] == ("m.toml", 4)


def test_a_file_that_is_not_utf_8(folder: Path) -> None:
    write(folder, "m.toml", GOOD.encode("gb18030"))
    file, line, problem = problem_of(folder)
    assert (file, line) == ("m.toml", line_of(GOOD, "label_zh"))
    assert "UTF-8" in problem


def test_a_folder_with_the_name_of_a_file(folder: Path) -> None:
    (folder / "m.toml").mkdir()
    assert problem_of(folder)[:2] == ("m.toml", 1)


def test_the_lines_are_counted_after_the_mark_too(folder: Path) -> None:
    write(folder, "m.toml", b"\xef\xbb\xbf" + GOOD.replace("needs = 4", "wants = 4").replace("\n", "\r\n").encode())
    assert problem_of(folder)[:2] == ("m.toml", line_of(GOOD, "needs"))


def test_of_two_files_with_one_key_the_first_holds(folder: Path) -> None:
    write(folder, "m.toml", GOOD.replace('"card"', '"first"').replace("卡", "第二"))
    assert problem_of(folder) == ("m.toml", 2, "key 'first' is used by another file")
    assert catalogue.load([folder], SECTIONS).types["first"].label_zh == "卡"


def test_each_broken_file_is_told_of(folder: Path) -> None:
    write(folder, "m.toml", "?")
    write(folder, "n.toml", GOOD.replace("schema = 1", "schema = 0"))
    loaded = catalogue.load([folder], SECTIONS)
    assert [problem.facts["file"] for problem in loaded.problems] == ["m.toml", "n.toml"]
    assert set(loaded.types) == {"first", "last"}


def test_the_clerk_is_told_file_and_line(folder: Path) -> None:
    write(folder, "m.toml", GOOD.replace('"id_number"', '"luck"'))
    (problem,) = catalogue.load([folder], SECTIONS).problems
    words = messages.sentence(problem)
    for said in (words.zh, words.en):
        assert "m.toml" in said
        assert str(line_of(GOOD, "checks")) in said


def test_a_form_is_a_regular_expression_and_part_of_the_field(tmp_path: Path) -> None:
    text = GOOD.replace('kind = "number"', "kind = \"number\"\nform = '[A-Z]\\d{8}'", 1)
    assert catalogue.read_type(write(tmp_path, "card.toml", text), SECTIONS).fields[0].form == r"[A-Z]\d{8}"
    with pytest.raises(TypeFileBroken) as broken:
        catalogue.read_type(write(tmp_path, "card.toml", text.replace("[A-Z]", "[A-Z")), SECTIONS)
    assert broken.value.facts["line"] == text[: text.index("form")].count("\n") + 1


@pytest.mark.parametrize(
    ("section", "word"),
    [
        ("[baidu]\ninterfaces = 'idcard'", "interfaces"),
        ("[baidu]\nparameters = { a = 'b' }", "interface"),
        ("[baidu]\ninterface = 3", "interface"),
        ("[baidu]\ninterface = 'idcard'\nparameters = { a = 1 }", "parameters"),
        ("[ctyun]\nkeys = {}", "interface"),
        ("[ctyun]\ninterface = 'idcard'\nkeys = { weight = 'w' }", "weight"),
    ],
)
def test_what_is_wrong_in_the_section_of_a_cloud_is_told(tmp_path: Path, section: str, word: str) -> None:
    with pytest.raises(TypeFileBroken) as broken:
        catalogue.read_type(write(tmp_path, "card.toml", f"{GOOD}\n{section}\n"), SECTIONS)
    assert word in str(broken.value.facts["problem"])


def test_kinds_are_in_the_order_in_which_a_clerk_looks_for_them() -> None:
    kinds = list(load_catalogue().types.values())
    assert [kinds[0].key, kinds[1].key] == ["id_card_front", "id_card_back"]
    keys = [kind.key for kind in kinds]
    assert keys.index("general_text") < keys.index("vat_invoice") < keys.index("quota_invoice")
    assert len({kind.order for kind in kinds}) == len(kinds)


def test_a_kind_without_an_order_comes_last(tmp_path: Path) -> None:
    write(tmp_path, "aa.toml", GOOD)
    write(tmp_path, "zz.toml", GOOD.replace('key = "card"', 'key = "first"\norder = 5'))
    assert list(catalogue.load([tmp_path], SECTIONS).types) == ["first", "card"]
