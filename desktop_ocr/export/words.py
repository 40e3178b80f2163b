"""The words of an export in both languages: states, columns that are no field, notes."""

from __future__ import annotations

from typing import Literal, NamedTuple

from desktop_ocr.domain.document_type import ColumnSpec, DocumentType, FieldSpec
from desktop_ocr.domain.review import DocumentState, FieldState
from desktop_ocr.export.columns import CODE, FILE, NOTE, PAGE, REASON, STATE, TO_LOOK_AT, Column

Language = Literal["zh", "en"]


class Words(NamedTuple):
    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


FIELD_STATE_WORDS = {
    FieldState.PROVEN: Words("已证实", "proven"),
    FieldState.CONFIRMED: Words("已确认", "confirmed"),
    FieldState.LIKELY: Words("可信", "likely"),
    FieldState.DOUBTFUL: Words("待看", "doubtful"),
    FieldState.BROKEN: Words("不符", "breaks a rule"),
    FieldState.ILLEGIBLE: Words("看不清", "illegible"),
    FieldState.EMPTY: Words("空", "empty"),
}
DOCUMENT_STATE_WORDS = {
    DocumentState.QUEUED: Words("排队", "Queued"),
    DocumentState.READING: Words("识别中", "Reading"),
    DocumentState.NEEDS_LOOK: Words("待看", "Needs a look"),
    DocumentState.READY: Words("就绪", "Ready"),
    DocumentState.FINISHED: Words("已完成", "Finished"),
    DocumentState.FAILED: Words("未读出", "Not read"),
}

COLUMN_WORDS = {
    FILE: Words("文件", "File"),
    PAGE: Words("页", "Page"),
    STATE: Words("状态", "State"),
    TO_LOOK_AT: Words("待看的字段", "Fields to look at"),
    CODE: Words("代码", "Code"),
    REASON: Words("原因", "Reason"),
    NOTE: Words("备注", "Note"),
}
PAPER = Words("{page}（第 {paper} 张）", "{page} (paper {paper})")
NOT_READ = DOCUMENT_STATE_WORDS[DocumentState.FAILED]
LABEL_AND_STATE = Words("{label}（{state}）", "{label} ({state})")
INNER = Words("{kind}－{field}", "{kind} - {field}")
COMMA = Words("、", ", ")
SEMICOLON = Words("；", "; ")
REMOVED = Words("{label}：删去了不能显示的字符", "{label}: unprintable characters removed")
CUT = Words("{label}：太长，后面截去", "{label}: too long, the end was cut off")

assert set(FIELD_STATE_WORDS) == set(FieldState)
assert set(DOCUMENT_STATE_WORDS) == set(DocumentState)


def own_column(key: str, language: Language) -> Column:
    """A column that is no field of the paper."""
    return Column(key, COLUMN_WORDS[key].in_language(language))


def label(named: DocumentType | FieldSpec | ColumnSpec, language: Language) -> str:
    """What a kind, a field or a column is called."""
    return named.label_zh if language == "zh" else named.label_en


def field_column(spec: FieldSpec, language: Language) -> Column:
    """The column of a field of the paper."""
    return Column(spec.key, label(spec, language))
