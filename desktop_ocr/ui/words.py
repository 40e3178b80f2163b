"""Words that come with the data (names of kinds and fields, states, sentences), in the language of the window.

The window's own words are Qt's business: ``self.tr("…")`` and ``resources/translations``.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_ocr import messages
from desktop_ocr.domain.document_type import ColumnSpec, DocumentType, FieldSpec
from desktop_ocr.domain.engine_info import Credential, EngineInfo
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.quality import Advice
from desktop_ocr.domain.review import DocumentState, Evidence, FieldState
from desktop_ocr.export.base import ExporterInfo
from desktop_ocr.export.words import DOCUMENT_STATE_WORDS, FIELD_STATE_WORDS, Language
from desktop_ocr.table_output import MARKS

DOCUMENT_MARKS = {
    DocumentState.QUEUED: "·",
    DocumentState.READING: "…",
    DocumentState.NEEDS_LOOK: "?",
    DocumentState.READY: "○",
    DocumentState.FINISHED: "✓",
    DocumentState.FAILED: "×",
}
assert set(DOCUMENT_MARKS) == set(DocumentState)


@dataclass(frozen=True, slots=True)
class Words:
    """The same words stand in the window, in the spreadsheet and in the terminal."""

    language: Language

    def name(self, named: DocumentType | FieldSpec | ColumnSpec) -> str:
        return named.label_zh if self.language == "zh" else named.label_en

    def form_of_file(self, info: ExporterInfo) -> str:
        return info.title_zh if self.language == "zh" else info.title_en

    def engine(self, info: EngineInfo) -> str:
        return info.title_zh if self.language == "zh" else info.title_en

    def leaves(self, info: EngineInfo) -> str:
        """What leaves this computer, and to whom."""
        return info.leaves_zh if self.language == "zh" else info.leaves_en

    def credential(self, one: Credential) -> str:
        return one.label_zh if self.language == "zh" else one.label_en

    def sentence(self, error: ClerkError) -> str:
        words = messages.sentence(error)
        return words.zh if self.language == "zh" else words.en

    def reason(self, evidence: Evidence) -> str:
        words = messages.reason(evidence)
        return words.zh if self.language == "zh" else words.en

    def advice(self, one: Advice) -> str:
        words = messages.advice(one)
        return words.zh if self.language == "zh" else words.en

    def advice_here(self, one: Advice) -> str:
        words = messages.advice_here(one)
        return words.zh if self.language == "zh" else words.en

    def remark(self, warning: str) -> str:
        words = messages.remark(warning)
        return words.zh if self.language == "zh" else words.en

    def field_state(self, state: FieldState) -> str:
        """Mark and word: colour is never the only sign."""
        return f"{MARKS[state]} {FIELD_STATE_WORDS[state].in_language(self.language)}"

    def document_state(self, state: DocumentState) -> str:
        return f"{DOCUMENT_MARKS[state]} {DOCUMENT_STATE_WORDS[state].in_language(self.language)}"
