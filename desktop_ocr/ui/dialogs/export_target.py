"""Into which file is exported: its format, folder and name, which say the same at any time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
)

from desktop_ocr import export
from desktop_ocr.ui.tasks import Tasks, answer
from desktop_ocr.ui.words import Words


class TargetBox(QGroupBox):
    """``folder`` is where a bare name goes.  ``format`` is a suffix; one that we cannot write gives the usual one.

    ``changed`` comes with every change of the text.
    """

    changed = Signal()

    def __init__(self, words: Words, tasks: Tasks, folder: str, form: str, today: date) -> None:
        super().__init__()
        self.folder, self.format = Path(folder or _documents_folder()), form
        self._tasks = tasks
        infos = [make().info for make in export.EXPORTERS.values()]
        self._suffixes = [info.suffix for info in infos]
        self.form, self.line = QComboBox(), QLineEdit()
        for info in infos:
            self.form.addItem(f"{words.form_of_file(info)} (*{info.suffix})", info.suffix)
        self.browse = QPushButton(self.tr("Browse…"))
        self._arrange()
        self._suggest(today)
        self.form.currentIndexChanged.connect(self._put_suffix)
        self.line.textChanged.connect(self._follow_text)
        self.browse.clicked.connect(self._browse)

    def _arrange(self) -> None:
        self.setTitle(self.tr("File"))
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Format"), self.form)
        line = QHBoxLayout()
        line.addWidget(self.line, 1)
        line.addWidget(self.browse)
        label = QLabel(self.tr("Write to"))
        label.setBuddy(self.line)
        form.addRow(label, line)

    def _suggest(self, today: date) -> None:
        self.form.setCurrentIndex(max(self.form.findData(self.format), 0))
        self.format = str(self.form.currentData())
        self._suggested = self.tr("results-{date}").format(date=today.isoformat()) + self.format
        self.line.setText(str(self.folder / self._suggested))

    # --- What stands there ------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """What stands in the line, in the folder if it names none, with a suffix that we can write."""
        path = self.folder / (self._text if self.has_name else self._suggested)
        return path if path.suffix.lower() in self._suffixes else path.with_name(path.name + self.format)

    @property
    def has_name(self) -> bool:
        """A folder alone is no name."""
        return not self._text.endswith(("/", "\\")) and bool(Path(self._text).name)

    @property
    def _text(self) -> str:
        return self.line.text().strip()

    # --- Changes ----------------------------------------------------------------------------------------------------

    def _follow_text(self) -> None:
        """A suffix that was typed says the format."""
        suffix = Path(self._text).suffix.lower()
        if suffix in self._suffixes:
            self.format = suffix
            self.form.blockSignals(True)
            self.form.setCurrentIndex(self.form.findData(suffix))
            self.form.blockSignals(False)
        self.changed.emit()

    def _put_suffix(self) -> None:
        self.format = str(self.form.currentData())
        path = Path(self._text)
        if path.name:
            known = path.suffix.lower() in self._suffixes
            self.line.setText(str(path.with_suffix(self.format) if known else Path(self._text + self.format)))

    def _browse(self) -> None:
        self._tasks.start(self._choose())

    async def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Export"), str(self.path.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # asked later, for all files that are written
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("Look in:"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, self.tr("Files of type:"))
        filters = [self.form.itemText(place) for place in range(self.form.count())]
        dialog.setNameFilters(filters)
        dialog.selectNameFilter(self.form.currentText())
        dialog.selectFile(self.path.name)
        if await answer(dialog):
            self.form.setCurrentIndex(filters.index(dialog.selectedNameFilter()))
            self.line.setText(dialog.selectedFiles()[0])
            self.line.setFocus()


def _documents_folder() -> str:
    """The clerk's documents; the home folder where there is no such folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if QDir(documents).exists() else QDir.homePath()
