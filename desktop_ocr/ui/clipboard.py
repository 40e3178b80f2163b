"""What the program puts into the clipboard, marked so that no history and no cloud keeps it.

Two kinds of copies, for two purposes:

    the recovery code   cleared after a minute: it goes on paper or into a file at once
    a field's value     not by the clock: the clerk copies a number for another program, is called away, and must not
                        paste nothing.  It goes when the window is locked, for the clerk is away then.

Both go at the end of the program, and only while they are still what the clipboard holds: a copy made elsewhere in
between is not ours to clear.  Under X11 what is merely selected in a field is in a clipboard of its own, for the middle
button of the mouse; it goes with the others.

The marks are what histories ask for: Windows' own and its cloud, Klipper and those that follow it.  macOS has none that
Qt would hand on under its name; there the clearing has to do.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT = 60_000
"""Milliseconds after which a secret is cleared."""
MARKS = {
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": bytes(4),  # a number of 32 bits: no
    "CanUploadToCloudClipboard": bytes(4),
    "x-kde-passwordManagerHint": b"secret",
}
OURS = "application/x-desktop-ocr-copy"
"""Tells our copies from others'; which kind it is, is its content."""
_SECRET, _VALUE = b"secret", b"value"


def discreet(value: str) -> QMimeData:
    """A field's value with the marks.

    Nothing but text: what a text widget makes itself lists its own formats alone until somebody has read it, and the
    marks would come too late.
    """
    data = QMimeData()
    data.setText(value)
    return _marked(data, _VALUE)


def forget() -> None:
    """Clear the clipboard if what it holds was copied here."""
    _clear({_SECRET, _VALUE})


class SecretCopy(QObject):
    """Puts secrets into the clipboard, for a minute."""

    def __init__(self, parent: QObject | None = None, *, kept: int = KEPT) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=kept)
        self._timer.timeout.connect(self._clear)

    def put(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(_marked(data, _SECRET))
        self._timer.start()

    def _clear(self) -> None:
        _clear({_SECRET})


def _marked(data: QMimeData, kind: bytes) -> QMimeData:
    for name, content in MARKS.items():
        data.setData(name, content)
    data.setData(OURS, kind)
    return data


def _clear(kinds: set[bytes]) -> None:
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if mode is QClipboard.Mode.Selection and not clipboard.supportsSelection():
            continue
        held = clipboard.mimeData(mode)
        if held is not None and held.hasFormat(OURS) and held.data(OURS).data() in kinds:
            clipboard.clear(mode)
