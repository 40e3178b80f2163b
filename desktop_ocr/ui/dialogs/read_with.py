"""Asks by which engine papers are to be read, and says before what that takes: nothing is sent without this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.ui.money import yuan
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.wrapped import fit_to_words, plain_label
from desktop_ocr.workflow.asking import Offer

OFFLINE = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine by its id, ``OFFLINE`` for the one at home, with what it is called and the kinds that it reads."""

    engine: str
    title: str
    kinds: tuple[DocumentType, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Some papers of the batch, in words, by their keys."""

    title: str
    keys: tuple[int, ...]


class ReadWithDialog(QDialog):
    """``asked`` comes when something else is chosen; ``show_offer`` or ``show_refusal`` answers, for the same ``turn``.

    ``engine``, ``kind`` and ``keys`` are what is chosen, at first the ``preferred`` engine; ``offers_new`` whether it
    is to be offered for new papers, too; ``wants_settings`` says that the clerk left it for the settings.
    """

    asked = Signal()

    def __init__(
        self,
        choices: Sequence[Choice],
        scopes: Sequence[Scope],
        words: Words,
        parent: QWidget | None = None,
        *,
        preferred: str = "",
        offers_new: bool = False,
    ) -> None:
        super().__init__(parent)
        self.turn = 0
        self.wants_settings = False
        self._choices, self._scopes, self._words = list(choices), list(scopes), words
        self.setWindowTitle(self.tr("Read with…"))
        self.engines, self.kinds = QComboBox(), QComboBox()
        for choice in self._choices:
            self.engines.addItem(choice.title, choice.engine)
        there = self.engines.findData(preferred) if preferred else -1
        self.engines.setCurrentIndex(there if there >= 0 else len(self._choices) - 1)
        self.engines.setAccessibleName(self.tr("Engine"))
        self.kinds.setAccessibleName(self.tr("Kind of paper"))
        self.scope_group = QButtonGroup(self)
        self.estimate = plain_label()
        self.warning = plain_label(is_bold=True)
        self.new_papers = QCheckBox(self.tr("Offer this for new papers, too"))
        self.new_papers.setToolTip(self.tr("Nothing is sent before you have seen what it costs."))
        self.new_papers.setChecked(offers_new)
        self.settings_button = QPushButton(self.tr("Cloud engines…"))
        self.settings_button.setAutoDefault(False)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._arrange()
        self._connect()
        self._fill_kinds()
        self._ask()

    def choose_kind(self, kind: str) -> None:
        """Begin with a kind, by an engine that reads it; with the kind as it is where none does."""
        reading = [place for place, one in enumerate(self._choices) if any(kind == each.key for each in one.kinds)]
        if reading and self.engines.currentIndex() not in reading:
            self.engines.setCurrentIndex(reading[-1])
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(kind)))

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Engine"), self.engines)
        form.addRow(self.tr("Kind of paper"), self.kinds)
        layout.addLayout(form)
        for place, scope in enumerate(self._scopes):
            button = QRadioButton(scope.title)
            button.setChecked(place == 0)
            self.scope_group.addButton(button, place)
            layout.addWidget(button)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addWidget(self.estimate)
        layout.addWidget(self.warning)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addWidget(self.new_papers)
        layout.addStretch(1)
        self.buttons.addButton(self.settings_button, QDialogButtonBox.ButtonRole.ResetRole)
        layout.addWidget(self.buttons)
        self.engines.setFocus()

    def _connect(self) -> None:
        self.engines.currentIndexChanged.connect(self._fill_kinds)
        self.engines.currentIndexChanged.connect(self._ask)
        self.kinds.currentIndexChanged.connect(self._ask)
        self.scope_group.idToggled.connect(self._ask)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.settings_button.clicked.connect(self._leave_for_settings)

    # --- What is chosen ---------------------------------------------------------------------------------------------

    @property
    def engine(self) -> str:
        return str(self.engines.currentData())

    @property
    def kind(self) -> DocumentType | None:
        """None for the kind that each paper is."""
        found = self.kinds.currentData()
        return next((one for one in self._choice.kinds if one.key == found), None)

    @property
    def keys(self) -> tuple[int, ...]:
        return self._scopes[max(0, self.scope_group.checkedId())].keys

    @property
    def offers_new(self) -> bool:
        return self.new_papers.isChecked()

    @property
    def _choice(self) -> Choice:
        return self._choices[self.engines.currentIndex()]

    def _leave_for_settings(self) -> None:
        self.wants_settings = True
        self.reject()

    def _fill_kinds(self) -> None:
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem(self.tr("As it is"), "")
        for kind in self._choice.kinds:
            self.kinds.addItem(self._words.name(kind), kind.key)
        self.kinds.blockSignals(False)

    def _ask(self) -> None:
        self.turn += 1
        self.new_papers.setEnabled(self.engine != OFFLINE)
        if self.engine == OFFLINE:
            sentence = self.tr("Papers: {count}. Nothing leaves this computer, and it costs nothing.")
            self._show(sentence.format(count=len(self.keys)), "", True)
        else:
            self._show(self.tr("Counting…"), "", False)
            self.asked.emit()

    # --- The answer -------------------------------------------------------------------------------------------------

    def show_offer(self, turn: int, offer: Offer) -> None:
        """What it would take; an answer to what is no longer asked is left aside."""
        if turn == self.turn:
            self._show("\n".join(self._sentences(offer)), self._objection(offer), offer.is_allowed)

    def show_refusal(self, turn: int, sentence: str) -> None:
        if turn == self.turn:
            self._show("", sentence, False)

    def _sentences(self, offer: Offer) -> list[str]:
        estimate, count = offer.estimate, len(offer.asking.papers)
        engine = self._choice.title
        sentences = []
        if count:
            sentence = self.tr("Pictures that leave this computer, to {engine}: {count}. At most {cost}.")
            sentences.append(sentence.format(engine=engine, count=count, cost=yuan(estimate.cost)))
        if offer.free_all:
            sentence = self.tr("Free calls left this month: {left} of {all}.")
            sentences.append(sentence.format(left=offer.free_left, all=offer.free_all))
        counters = offer.counters
        sentence = self.tr("Spent this month: {spent} of {cap}.")
        sentences.append(sentence.format(spent=yuan(counters.this_month.most), cap=yuan(counters.cap)))
        if offer.asking.left_out:
            sentence = self.tr("{engine} does not read the kind of {count} of the papers; these stay as they are.")
            sentences.append(sentence.format(engine=engine, count=offer.asking.left_out))
        return sentences

    def _objection(self, offer: Offer) -> str:
        if not offer.asking.papers:
            return self.tr("There is no paper among these that this engine reads.")
        if not offer.estimate.fits:
            sentence = self.tr(
                "That is more than this month's limit leaves: {left}. Choose fewer papers, or change the limit."
            )
            return sentence.format(left=yuan(offer.counters.left))
        return ""

    def _show(self, text: str, warning: str, is_allowed: bool) -> None:
        self.estimate.setText(text)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        self.ok_button.setEnabled(is_allowed and bool(self.keys))
        self.ok_button.setText(self.tr("Read") if self.engine == OFFLINE else self.tr("Send and read"))
        fit_to_words(self)
