"""The real program with a clerk in it, one process long: ``python -m tests.reliability.canary_clerk FOLDER DAY``.

On the first day keys are entered, papers sent and a value typed, until the process is killed; on the second what was
lost is read at home, and what left is written to ``FOLDER/seen/egress.json``.  The window, the store, the workers and
the network are the program's own; only the system's keyring is a file, as there is none for tests.  Everything that
anybody logs is said.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import sys
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_ocr import app, session
from desktop_ocr.domain.errors import ServiceError
from desktop_ocr.domain.settings import Settings
from desktop_ocr.ui.dialogs.engine import EngineDialog
from desktop_ocr.ui.dialogs.read_with import OFFLINE, ReadWithDialog
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe
from tests.reliability.canaries import CANARIES
from tests.ui.clouds import closed, read_all, services
from tests.ui.driving import dialog, outside, until

SECRETS = CANARIES | {"api key": "CANARY-77aa-api-key", "typed": "Canary-Road-4711", "half": "Half-a-Canary-0815"}
"""What may be nowhere in clear."""
KEYS = {"api_key": SECRETS["api key"], "secret_key": SECRETS["key"]}
TYPED = SECRETS["typed"]


class FileSecrets:
    """A keyring that outlives a kill."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str) -> bytes | None:
        kept = self._kept().get(name)
        return None if kept is None else base64.b64decode(kept)

    def set(self, name: str, secret: bytes) -> None:
        self._path.write_text(json.dumps(self._kept() | {name: base64.b64encode(secret).decode()}))

    def delete(self, name: str) -> None:
        self._path.write_text(json.dumps({key: value for key, value in self._kept().items() if key != name}))

    def _kept(self) -> dict[str, str]:
        return json.loads(self._path.read_text()) if self._path.exists() else {}


def say(word: str) -> None:
    print(f"CLERK {word}", flush=True)


async def first_day(bench: Workbench, folder: Path) -> None:
    services(bench).set_up()
    page = await dialog(bench, EngineDialog)
    for key, value in KEYS.items():
        page.keys.lines[key].setFocus()
        await outside(partial(QTest.keyClicks, page.keys.lines[key], value))
    page.keys.save_button.click()
    await until(lambda: "✓" in page.keys.result.text())
    page.keys.switch.setChecked(True)
    page.accept()
    await closed(bench)
    say("keys")
    bench.intake.add([folder / "cards"])
    await until(lambda: len(bench.batch) == len(list((folder / "cards").iterdir())))
    await read_all(bench)
    say("read")
    await send(bench, "baidu")
    say("sent")
    bench.queue.select(bench.batch.key_at(0))
    await until(lambda: value_of(bench, 0, "name") == CANARIES["name"])
    bench.fields.activate("address")
    await outside(lambda: QTest.keyClicks(QApplication.focusWidget(), TYPED))
    await outside(lambda: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab))
    await until(lambda: value_of(bench, 0, "address") == TYPED)
    await outside(lambda: QTest.keyClicks(QApplication.focusWidget(), SECRETS["half"]))  # and is not left
    say("typed")
    await asyncio.Event().wait()


async def second_day(bench: Workbench, folder: Path) -> None:
    await until(lambda: services(bench).setbacks.halt is not None)
    services(bench).setbacks.go_on()  # what waited is not sent before that
    await read_all(bench)
    assert value_of(bench, 0, "name") == CANARIES["name"]
    assert value_of(bench, 0, "address") == TYPED
    lost = [key for key in bench.batch if isinstance(bench.batch.document(key).error, ServiceError)]
    assert lost, "there was an error and a kill"
    bench.queue.list.selectAll()
    say(f"lost {len(lost)}")
    await send(bench, OFFLINE)
    await read_all(bench)
    left = await services(bench)._services.accounts.egress()
    seen = [(one.interface, one.at.timestamp(), one.size, one.engine, one.host) for one in left]
    (folder / "seen" / "egress.json").write_text(json.dumps(seen))
    say("over")


async def send(bench: Workbench, engine: str) -> None:
    """All papers, after the estimate."""
    services(bench).read_with([])
    asked = await dialog(bench, ReadWithDialog)
    asked.engines.setCurrentIndex(asked.engines.findData(engine))
    await until(lambda: asked.ok_button.isEnabled() or bool(asked.warning.text()))
    asked.accept()
    await closed(bench)


def value_of(bench: Workbench, row: int, field: str) -> str:
    fields = bench.batch.documents()[row].fields
    return next((one.value for one in fields if one.spec.key == field), "")


Day = Callable[[Workbench, Path], Coroutine[Any, Any, None]]


def work_with_clerk(day: Day, folder: Path, work: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., Any]:
    """The session, with the clerk beside it until the day is over."""

    async def clerk(window: MainWindow) -> None:
        await until(lambda: window._occupant)
        bench = window._occupant
        assert isinstance(bench, Workbench)
        await until(lambda: bench.services is not None and bench.services.is_ready)
        bench.leaving.asks = False
        try:
            await day(bench, folder)
        finally:
            window.closed.emit()

    async def both(window: MainWindow, language: Any, settings: Settings, files: Sequence[str] = ()) -> None:
        living = asyncio.ensure_future(clerk(window))
        await work(window, language, settings, files)
        await living

    return both


def main(folder: Path, day: str) -> None:
    logging.basicConfig(level=logging.DEBUG)
    session.Safe = partial(Safe, keyring=lambda: FileSecrets(folder / "keyring.json"))  # type: ignore[assignment,misc]
    days: dict[str, Day] = {"first": first_day, "second": second_day}
    session.work = work_with_clerk(days[day], folder, session.work)
    app.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
