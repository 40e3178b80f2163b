"""The ``[offline]`` section of a type file: how this engine finds the fields of a kind of paper.

    [offline]
    needs = 4                       # sum of weights of evidence from which the kind is taken
    evidence = [
      { text = "公民身份号码", weight = 3 },
      { pattern = '\\d{16,19}', check = "bank_card_number", weight = 3 },
      { text = "合同", weight = -2 },  # speaks against it
      { hook = "plates.alone", weight = 4 },  # a finding of a hook
    ]
    most_rows = 20                  # a page with more printed lines is not of this kind
    stops = ["签发机关"]             # labels of no field of ours; they end a value
    aspect = 1.586                  # width to height of the card, for box and label_box
    landmarks = [{ text = "居民身份证", box = [0.27, 0.28, 0.9, 0.42] }]   # words that stand in one place, as a title
    all_text = "text"               # field that takes all the text of the page
    cells = true                    # a form: labels make a grid, a value is what stands in the cell right of its label
    pairs = "others"                # field that takes what stands at all other labels, "label：value" on a line each
    captions = ["Full name"]        # words printed beside labels (in another language); they belong to no value
    parts = { mother = [], father = [] }  # parts of the paper with the same labels, in their order, and the headings
                                    # that tell them apart, where no label does
    order = ["name", "sex"]         # fields as they follow one another on every paper, for values whose label is lost
    script = "simplified"           # characters it is printed in: a name of script.SCRIPTS
    code = "invoice_square"         # what tells values from a code on the paper: a name of tellers.TELLERS

    [offline.field.address]         # one table for each field of the kind that this engine reads
    labels = ["住址"]               # printed labels, most frequent first, without an ordinal ("22."); the value stands
                                    # right of them
    inline = false                  # the label may follow another value without a gap
    lines = 4                       # most printed lines of the value
    below = false                   # the value may stand under the label; in a form it does, if anything stands there
    beside = true                   # … or right of it; false: only under it, in a form whose labels head columns
    short = false                   # one or two characters that stand alone and may be overlooked: looked for again
    box = [0.18, 0.5, 0.65, 0.8]    # where the value stands on the card (0–1 of its width and height), if that is fixed
    label_box = [0.07, 0.5, 0.16, 0.6]
    pattern = '...'                 # regular expression that picks the value out of the text: the first of its groups
                                    # that took part, or all that matches
    elsewhere = '...'               # the same for print that no label leads to, looked for on the whole paper: where
                                    # more must stand around a value to tell what it is
    anywhere = false                # the pattern is looked for on the whole paper, no label needed
    every = false                   # all that the pattern matches on the whole paper, a line each
    largest = false                 # the largest print that the pattern matches wholly, wherever it stands
    under = "card_number"           # … but only under that field's value
    without = ["BANK"]              # … and not where one of these words is
    tall = false                    # its cell is much higher than its label, and begins where the one above it ends
    part = "mother"                 # the label is printed in each part, this field is that of this one
    shares = "issue_date"           # the text found for that field holds this one too: two fields on one printed line
    lone = ["fare", "surcharge"]    # a paper that has only the first of these fields, and no label of its own, says the
                                    # same with that one: its value is this field's then, and not that one's
    under_seal = false              # a seal may cover it: what is around seals is read once more without red, and in a
                                    # cell letters of a seal are no part of the value
    alphabet = "digits"             # characters a number is made of: a name of ALPHABETS; look-alikes are folded
    hook = "mrz.number"             # a name of hooks.HOOKS and one of its findings, for want of anything else
    second_reading = false          # one that agrees is proof: only where it was measured (see Reading.agreed)
    words = { "借记卡" = ["DEBIT"] }  # other spellings of a choice; without labels: words to look for anywhere
    columns = { name = ["品名"] }    # of a table: the headings of its columns, by the keys its rows get
    ends = ["合计"]                  # of a table: what stands under its last row
    wrapped = ["name"]              # of a table: its columns whose text goes on below; without it the first one
    short_columns = ["unit"]        # of a table: columns of one or two characters, which may be overlooked
    flush = false                   # of a table: its cells begin where their headings do, and are cut there
    row_labels = ["自 FROM"]        # of a table: labels that begin its rows, in place of the first column's heading
    legs = "to"                     # of a table: the column for where a journey's leg ends; it begins at the stop in
                                    # the first column and ends at that of the row below
    foot = "items.amount"           # stands in that column of that table, in the row that one of the labels begins
    downwards = false               # its words may be printed downwards, on the edge of the paper
    under_title = "发票"             # its words may stand under the largest print with this word, and a stamp over them
    said_by = "total_words"         # an amount that another field says in words: of all on the paper that one
    block = '[0-9<>]{16,}'          # lines of this form that stand one below the other, without a label
    again = "invoice_code"          # the same once more, in another place and without a label
    between = ["价税合计", "开票人"]  # what no field takes between the lines with these words, right of labels there

How cells work (``cells``, ``wrapping``, ``parts``): a label may be printed with wide gaps, over two or three lines, or
downwards.  Its cell ends where the next label column begins and half way to the labels above and below, so an empty
cell stays empty, and a line of print that the detector joined across borders is cut at them.  Fields of several parts
with the same first label are the same line of each part.

Adding a way to find fields means adding a key here and in ``rule_section``, and its meaning as a way in the order of
``interpreter``; there is no second mechanism.  What cannot be said in rules (a machine readable zone, a plate) is code
in a hook.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_ocr.domain.checking.plates import PROVINCES
from desktop_ocr.engines.offline.script import SIMPLIFIED

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as parts of the card's width and height."""

ALPHABETS = {
    "digits": frozenset("0123456789"),
    "id": frozenset("0123456789X"),
    "document": frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),  # of passports and permits; or "id", if so long
    "code": frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY"),
    "plate": frozenset("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") | PROVINCES,
    "vin": frozenset("0123456789ABCDEFGHJKLMNPRSTUVWXYZ"),
}


@dataclass(frozen=True, slots=True)
class KindEvidence:
    """Something that speaks for a kind of paper, or with a negative weight against it.

    It is a printed text (matched loosely), a pattern that passes a check, or what a hook finds.
    """

    weight: float
    text: str = ""
    pattern: re.Pattern[str] | None = None
    check: str = ""
    hook: str = ""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How to find one field; the keys are described in the module."""

    labels: tuple[str, ...] = ()
    inline: bool = False
    lines: int = 1
    below: bool = False
    beside: bool = True
    short: bool = False
    box: Box | None = None
    label_box: Box | None = None
    pattern: re.Pattern[str] | None = None
    elsewhere: re.Pattern[str] | None = None
    anywhere: bool = False
    every: bool = False
    largest: bool = False
    under: str = ""
    tall: bool = False
    part: str = ""
    shares: str = ""
    under_seal: bool = False
    lone: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    alphabet: str = ""
    hook: str = ""
    second_reading: bool = False
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ends: tuple[str, ...] = ()
    wrapped: tuple[str, ...] = ()
    short_columns: tuple[str, ...] = ()
    flush: bool = False
    row_labels: tuple[str, ...] = ()
    legs: str = ""
    said_by: str = ""
    downwards: bool = False
    under_title: str = ""
    foot: str = ""
    block: re.Pattern[str] | None = None
    again: str = ""
    between: tuple[str, ...] = ()

    @property
    def is_hook_only(self) -> bool:
        """Nothing but a hook leads to the value."""
        return bool(self.hook) and not (self.labels or self.anywhere or self.elsewhere or self.shares or self.box)


@dataclass(frozen=True, slots=True)
class Landmark:
    """Words of no field that stand in one place of a card; as glyphs are compared with them."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class KindRules:
    """The rules of one kind, by field key in the order in which the fields stand on the paper.

    ``stops`` are labels of no field of ours that end a value; ``captions`` belong to no value and end none.
    """

    fields: Mapping[str, FieldRule]
    evidence: tuple[KindEvidence, ...] = ()
    needs: float = 4.0
    most_rows: int | None = None
    stops: tuple[str, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    aspect: float = 1.0
    """Width to height of the card, for ``box`` and ``label_box``."""
    all_text: str = ""
    """Key of a field that takes all the text of the page."""
    pairs: str = ""
    """Key of a field that takes what stands at labels of no other field."""
    cells: bool = False
    captions: tuple[str, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    """Keys of fields as they follow one another on every paper of the kind."""
    script: str = SIMPLIFIED
    """Name of the script that the paper is printed in, see ``script``."""
    code: str = ""
    """Name of what tells values of the paper from a code on it, see ``tellers``."""

    @property
    def hooks(self) -> frozenset[str]:
        """The names of the hooks that its fields ask for."""
        return frozenset(rule.hook.partition(".")[0] for rule in self.fields.values() if rule.hook)

    @property
    def is_fixed(self) -> bool:
        """The fields stand in one order and place on every paper of this kind."""
        return any(rule.label_box for rule in self.fields.values())

    def siblings(self, key: str) -> tuple[str, ...]:
        """The fields that are the same line of each part, in the order of the parts; of any other field itself."""
        own = self.fields[key]
        if not (own.part and own.labels):
            return (key,)
        alike = {
            rule.part: name for name, rule in self.fields.items() if rule.part and rule.labels[:1] == own.labels[:1]
        }
        return tuple(alike[part] for part in self.parts if part in alike)
