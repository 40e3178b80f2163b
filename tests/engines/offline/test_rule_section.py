"""The rules of a type file: every key that the parser knows arrives, and what is wrong is refused by its name."""

from __future__ import annotations

import tomllib

import pytest

from desktop_ocr.engines.offline.rule_section import RuleError, parse
from desktop_ocr.engines.offline.rules import FieldRule, KindRules

FIELD = """
labels = ["住 址"]
inline = true
lines = 4
below = true
beside = false
short = true
box = [0.1, 0.2, 0.3, 0.4]
label_box = [0.5, 0.6, 0.7, 0.8]
pattern = "x"
elsewhere = "xy"
lone = ["address"]
anywhere = true
every = true
largest = true
under = "name"
tall = true
part = "left"
shares = "name"
under_seal = true
without = ["BANK"]
alphabet = "digits"
hook = "mrz.number"
second_reading = true
words = { "是" = ["YES"] }
columns = { name = ["品名"] }
ends = ["合计"]
wrapped = ["name"]
short_columns = ["unit"]
flush = true
row_labels = ["FROM"]
legs = "to"
foot = "items.amount"
block = "[0-9]{9,}"
again = "name"
between = ["价税合计", "开票人"]
said_by = "words"
downwards = true
under_title = "发票"
"""
SECTION = f"""
evidence = [{{ text = "证", weight = -2 }}]
needs = 5
most_rows = 20
stops = ["签发"]
landmarks = [{{ text = "证", box = [0, 0, 1, 1] }}]
aspect = 1.5
all_text = "text"
pairs = "others"
cells = true
captions = ["Full name"]
parts = {{ left = ["左"] }}
order = ["address"]
script = "traditional"
code = "invoice_square"
[field.address]
{FIELD}
"""


def test_every_key_arrives() -> None:
    rules = parse(tomllib.loads(SECTION))
    plain = KindRules({})
    assert [key for key in KindRules.__dataclass_fields__ if getattr(rules, key) == getattr(plain, key)] == []
    rule = rules.fields["address"]
    assert [key for key in FieldRule.__dataclass_fields__ if getattr(rule, key) == getattr(FieldRule(), key)] == []


def test_labels_are_as_glyphs_are_compared_with_them() -> None:
    assert parse({"stops": ["Full　name："]}).stops == ("FULLNAME:",)


WRONG = {
    "a table": ("field = 1", "field"),
    "a field's table": ("field = { name = 1 }", "name"),
    "a list": ("stops = 'x'", "stops"),
    "an empty word": ("stops = ['']", "stops"),
    "a word": ("pairs = 1", "pairs"),
    "a flag": ("cells = 1", "cells"),
    "a number": ("aspect = true", "aspect"),
    "a number above 0": ("needs = -1", "needs"),
    "a script": ("script = 'runes'", "script"),
    "a part": ("[field.name]\npart = 'buyer'", "buyer"),
    "a foot": ("[field.sum]\nfoot = 'items'", "foot"),
    "two words": ("[field.remark]\nbetween = ['合计']", "between"),
    "a code": ("code = 'tea_leaves'", "code"),
    "a field that may be alone": ("[field.name]\nlone = ['fare']", "lone"),
    "an alphabet": ("[field.name]\nalphabet = 'runes'", "alphabet"),
    "a box of four": ("[field.name]\nbox = [0, 0, 1]", "box"),
    "a box that is not turned over": ("[field.name]\nbox = [0, 1, 1, 0]", "box"),
    "evidence of something": ("evidence = [{ weight = 1 }]", "evidence"),
    "evidence of a known form": ("evidence = [{ text = 'x', size = 1 }]", "size"),
    "evidence of a known check": ("evidence = [{ pattern = 'x', check = 'luck' }]", "luck"),
    "evidence of a weight": ("evidence = [{ text = 'x', weight = 'much' }]", "weight"),
    "a landmark with a box": ("landmarks = [{ text = '证' }]", "landmarks"),
    "a landmark with words": ("landmarks = [{ box = [0, 0, 1, 1] }]", "landmarks"),
    "a landmark at all": ("landmarks = ['证']", "landmarks"),
    "a landmark of a known form": ("landmarks = [{ text = '证', box = [0, 0, 1, 1], size = 1 }]", "size"),
}


@pytest.mark.parametrize(("text", "key"), WRONG.values(), ids=WRONG)
def test_what_is_not_as_it_must_be_is_refused(text: str, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse(tomllib.loads(text))
    assert caught.value.key == key
