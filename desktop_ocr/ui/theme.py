"""The look: a light and a dark palette and one style sheet, on Fusion, which is the same on every system.

Everything follows from the application's palette, so who paints something reads that (or ``colours()``) and keeps no
colour of its own; a change of theme is then a repaint.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop_ocr import paths
from desktop_ocr.domain.settings import ThemeChoice


@dataclass(frozen=True, slots=True)
class Colours:
    """The named colours of a theme, as ``#rrggbb``."""

    window: str  # behind everything
    base: str  # lists and editors
    alternate: str  # every other row; tool tips
    hover: str
    canvas: str  # around the page
    line: str  # quiet separators
    border: str  # of editors and buttons: 3 to 1 against the window
    text: str
    quiet: str  # hints, second lines
    disabled: str
    accent: str  # focus, links, the one main button
    on_accent: str
    mark: str  # ground of a tick, which is white in both themes
    chosen: str  # ground of the selected row
    on_chosen: str


LIGHT = Colours(
    window="#f7f8fa",
    base="#ffffff",
    alternate="#f4f6f9",
    hover="#eceff4",
    canvas="#e4e7ec",
    line="#dde1e7",
    border="#8a93a1",
    text="#1a2230",
    quiet="#566072",
    disabled="#9aa2ae",
    accent="#1f5bd0",
    on_accent="#ffffff",
    mark="#1f5bd0",
    chosen="#e4ecfb",
    on_chosen="#14274f",
)
DARK = Colours(
    window="#1e2127",
    base="#16181d",
    alternate="#1b1e24",
    hover="#2b3038",
    canvas="#101216",
    line="#343a44",
    border="#717b8b",
    text="#e6e9ef",
    quiet="#a5aebc",
    disabled="#6b7380",
    accent="#7aa7ff",
    on_accent="#0b1530",
    mark="#3570e0",
    chosen="#26385e",
    on_chosen="#eaf1ff",
)

# Sizes are in em, so they grow with the text.  A border that is 2 pixels wide in focus takes its second pixel from the
# padding or the margin: nothing moves.  What gets a border must get its arrows and indicators too, says Qt.
_SHEET = """
QToolTip {{ background: {alternate}; color: {text}; border: 1px solid {border}; padding: 3px; }}
QLabel[quiet="true"] {{ color: {quiet}; }}
QLabel[heading="true"] {{ font-weight: bold; padding-top: 0.5em; }}
QToolBar {{ background: {base}; border: none; border-bottom: 1px solid {line}; spacing: 4px; padding: 4px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QStatusBar {{ background: {base}; border-top: 1px solid {line}; }}
QSplitter::handle:horizontal {{ border-left: 1px solid {line}; }}
QSplitter::handle:vertical {{ border-top: 1px solid {line}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox {{
    background: {base}; color: {text}; border: 1px solid {border}; border-radius: 5px; padding: 0.3em;
    margin: 1px; selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus {{
    border: 2px solid {accent}; margin: 0px; }}
QSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; margin: 0px; padding: 0px; }}
QComboBox::drop-down, QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 1.7em; }}
QComboBox::down-arrow, QSpinBox::down-arrow {{ image: url("{icons}/arrow_down.svg"); width: 0.9em; height: 0.9em; }}
QSpinBox::up-arrow {{ image: url("{icons}/arrow_up.svg"); width: 0.9em; height: 0.9em; }}

QPushButton, QToolButton {{
    color: {text}; border: 2px solid transparent; border-radius: 5px; padding: 0.3em 0.7em; }}
QToolButton[narrow="true"] {{ padding: 0.3em 0.4em; }}
QPushButton {{ background: {base}; border: 1px solid {border}; margin: 1px; min-width: 4.5em; }}
QPushButton:hover, QToolButton:hover {{ background: {hover}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {chosen}; color: {on_chosen}; }}
QPushButton:default, QToolButton[primary="true"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {accent}; margin: 0px; }}
QToolButton:focus {{ border: 2px solid {accent}; }}
QPushButton:default:focus, QToolButton[primary="true"]:focus {{ border: 2px solid {text}; }}
QPushButton:disabled, QToolButton:disabled, QToolButton[primary="true"]:disabled {{
    background: transparent; color: {disabled}; border-color: {line}; }}
QToolButton:disabled {{ border-color: transparent; }}

QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
    width: 0.95em; height: 0.95em; border: 1px solid {border}; border-radius: 4px; background: {base}; margin: 1px; }}
QRadioButton::indicator {{ border-radius: 0.47em; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QAbstractItemView::indicator:checked {{
    background: {mark}; border-color: {mark}; image: url("{icons}/check.svg"); }}
QRadioButton::indicator:checked {{ image: url("{icons}/dot.svg"); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {line}; border-color: {line}; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; border-radius: 5px; padding: 1px 3px; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {accent}; }}

QAbstractItemView {{ background: {base}; border: 1px solid {line}; margin: 1px;
    selection-background-color: {chosen}; selection-color: {on_chosen}; gridline-color: {line}; }}
QGraphicsView {{ background: {canvas}; border: none; margin: 2px; }}
QAbstractItemView:focus, QGraphicsView:focus {{ border: 2px solid {accent}; margin: 0px; }}
QComboBox QAbstractItemView {{ border: 1px solid {border}; margin: 0px; }}
QHeaderView {{ background: {window}; border: none; margin: 0px; }}
QHeaderView::section, QTableCornerButton::section {{ background: {window}; color: {quiet}; border: none;
    border-bottom: 1px solid {line}; padding: 0.3em 0.5em; }}
QProgressBar {{ background: {line}; border: none; border-radius: 3px; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}

QScrollBar {{ background: transparent; border: none; margin: 0px; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {border}; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def apply(app: QApplication, theme: ThemeChoice, font_size: int) -> None:
    """Give the whole application a theme, and text of ``font_size`` percent of the size it came with.

    "system" follows the system's light and dark from then on, until another theme is applied.
    """
    look = _look_of(app)
    look.set_text_size(font_size)
    look.show(theme)


def set_text_size(app: QApplication, font_size: int) -> None:
    """The size alone, for the start: before Qt's loop runs, widgets that exist already would not hear of it."""
    _look_of(app).set_text_size(font_size)


def _look_of(app: QApplication) -> _Look:
    return app.findChild(_Look) or _Look(app)


def is_dark() -> bool:
    """Whether the application shows light text on dark ground now."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def colours() -> Colours:
    """The named colours that are shown now."""
    return DARK if is_dark() else LIGHT


def palette(named: Colours) -> QPalette:
    """Every role that Fusion draws with, for enabled and disabled widgets."""
    role, made = QPalette.ColorRole, QPalette()
    for names, colour in (
        ((role.Window,), named.window),
        ((role.Base,), named.base),
        ((role.AlternateBase, role.ToolTipBase), named.alternate),
        ((role.Button,), named.window),
        ((role.Midlight, role.Light), named.hover),
        ((role.Mid,), named.line),
        ((role.Dark,), named.border),
        ((role.Shadow,), named.canvas),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), named.text),
        ((role.PlaceholderText,), named.quiet),
        ((role.Highlight, role.Accent, role.Link, role.LinkVisited), named.accent),
        ((role.HighlightedText,), named.on_accent),
    ):
        for name in names:
            made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(named.disabled))
    return made


def _sheet(named: Colours) -> str:
    return _SHEET.format(icons=(paths.resources() / "icons").as_posix(), **asdict(named))


class _Look(QObject):
    """The application's look: what was asked for, and the text size it began with."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._points = app.font().pointSizeF()
        self._theme: ThemeChoice = "system"
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def set_text_size(self, font_size: int) -> None:
        font = self._app.font()
        font.setPointSizeF(self._points * font_size / 100)
        if font != self._app.font():
            self._app.setStyleSheet("")  # under a style sheet, widgets that exist already keep their old font
            self._app.setFont(font)

    def show(self, theme: ThemeChoice) -> None:
        self._theme = theme
        scheme = Qt.ColorScheme
        # For what the system draws itself: title bars, its file dialogs.
        wanted = {"system": scheme.Unknown, "light": scheme.Light, "dark": scheme.Dark}[theme]
        self._app.styleHints().setColorScheme(wanted)
        self._paint()

    def _follow(self) -> None:
        if self._theme == "system":
            self._paint()

    def _paint(self) -> None:
        dark = self._theme == "dark"
        if self._theme == "system":
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        named = DARK if dark else LIGHT
        self._app.setPalette(palette(named))
        sheet = _sheet(named)
        if sheet != self._app.styleSheet():
            self._app.setStyleSheet(sheet)
