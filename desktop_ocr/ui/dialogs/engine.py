"""The page of one engine that asks a service: its switch and keys, its costs, its kinds and templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.domain.wishes import OtherWay, Wish
from desktop_ocr.ui.dialogs.engine_costs import CostsPage, Line
from desktop_ocr.ui.dialogs.engine_keys import KeysPage
from desktop_ocr.ui.dialogs.engine_kinds import KindsPage
from desktop_ocr.ui.dialogs.engine_templates import TemplatesPage
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.wrapped import fit_to_words

_Button = QDialogButtonBox.StandardButton
LETTERS = 100
"""How wide the dialog is, in widths of an x."""
LOWEST = 16
"""Heights of a line that a page has at least; what it needs beyond is scrolled."""


class EngineDialog(QDialog):
    """``settings`` and ``keys.chosen_proxy`` are what is set in it; keys are saved at once, by whoever listens."""

    def __init__(
        self,
        info: EngineInfo,
        settings: EngineSettings,
        lines: Sequence[Line],
        words: Words,
        parent: QWidget | None = None,
        *,
        kinds: Sequence[DocumentType] = (),
        wishes: Callable[[DocumentType], Sequence[Wish]] = lambda _: (),
        ways: Callable[[DocumentType], Sequence[OtherWay]] = lambda _: (),
    ) -> None:
        super().__init__(parent)
        self.info = info
        self.setWindowTitle(words.engine(info))
        self.keys = KeysPage(info, words)
        self.keys.switch.setChecked(settings.is_on)
        self.costs = CostsPage(settings, lines)
        self.kinds = KindsPage(kinds, wishes, ways, settings, words)
        self.templates = TemplatesPage(settings.templates)
        self.tabs = QTabWidget()
        self.tabs.addTab(_Scrolled(self.keys), self.tr("Keys and consent"))
        self.tabs.addTab(_Scrolled(self.costs), self.tr("Costs"))
        self.tabs.addTab(_Scrolled(self.kinds), self.tr("Kinds of paper"))
        if info.has_templates:
            self.tabs.addTab(_Scrolled(self.templates), self.tr("Templates"))
        else:
            self.templates.setParent(self)
            self.templates.hide()
        for widget in (self.tabs, self.tabs.tabBar()):
            widget.setAccessibleName(words.engine(info))
        self.buttons = QDialogButtonBox(_Button.Ok | _Button.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.buttons)
        fit_to_words(self, LETTERS)

    @property
    def settings(self) -> EngineSettings:
        costs = self.costs.settings
        is_on, templates = self.keys.switch.isChecked(), self.templates.templates
        parameters, interfaces = self.kinds.parameters, self.kinds.interfaces
        return replace(costs, is_on=is_on, templates=templates, parameters=parameters, interfaces=interfaces)

    def say(self, text: str, *, is_error: bool = False) -> None:
        """How saving, trying or removing the keys went."""
        self.keys.say(text, is_error=is_error)
        fit_to_words(self, LETTERS)


class _Scrolled(QScrollArea):
    """As big as what is in it would like to be; on a small screen it scrolls."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what is in it, and the page scrolls with it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        content = self._page
        width = content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        high = content.heightForWidth(width) if content.hasHeightForWidth() else content.sizeHint().height()
        return QSize(width, high + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self.fontMetrics().height() * LOWEST)
