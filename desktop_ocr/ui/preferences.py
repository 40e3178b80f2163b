"""The settings in effect, and the dialog that changes them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop_ocr import paths
from desktop_ocr.domain.settings import Settings
from desktop_ocr.export.words import Language
from desktop_ocr.store.settings_file import save_settings
from desktop_ocr.ui import theme
from desktop_ocr.ui.dialogs.settings import SettingsDialog
from desktop_ocr.ui.guard import Guard
from desktop_ocr.ui.tasks import answer


class Preferences(QObject):
    """``asked`` comes when the dialog has been left; whoever uses a setting then looks at ``settings`` again.

    ``tell`` says something to the clerk: the sentence, and whether it is about an error.
    """

    asked = Signal()

    def __init__(
        self,
        settings: Settings,
        language: Language,
        tell: Callable[[str, bool], None],
        guard: Guard,
        window: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self._language, self._tell, self._guard, self._window = language, tell, guard, window

    async def ask(self) -> None:
        """Let the clerk change settings, which are tried out at once, and stay until the dialog is left."""
        dialog = SettingsDialog(self.settings, self._language, self._window)
        dialog.changed.connect(self._apply)
        self._guard.offer_passphrase(dialog)
        if await answer(dialog):
            self.settings = dialog.settings
            try:
                await asyncio.to_thread(save_settings, self.settings, paths.config())
            except OSError:
                text = self.tr("The settings could not be kept: the disk is full or may not be written to.")
                self._tell(text, True)
        self._apply(self.settings)
        self.asked.emit()

    def _apply(self, settings: Settings) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, settings.theme, settings.font_size)
