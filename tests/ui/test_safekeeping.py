"""The store behind the window: no question at the first start, work that comes back, a plain word where it cannot."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePath

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import RestoreFailed, StoreFull
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.store.keyrings import MemorySecrets, NoSecrets, Reason, SecretStore
from desktop_ocr.store.opening import NeedsUnlock
from desktop_ocr.store.placement import Place
from desktop_ocr.store.records import PictureRecord, StoredDocument
from desktop_ocr.store.store import Store
from desktop_ocr.ui import leaving
from desktop_ocr.ui.banner import Saying
from desktop_ocr.ui.camera.source import CameraSource
from desktop_ocr.ui.dialogs.backups import BackupsDialog
from desktop_ocr.ui.dialogs.bin import BinDialog
from desktop_ocr.ui.dialogs.closing import ClosingDialog
from desktop_ocr.ui.dialogs.last_write import LastWriteDialog
from desktop_ocr.ui.dialogs.recovery_code import RecoveryCodeDialog
from desktop_ocr.ui.dialogs.unlock import UnlockDialog
from desktop_ocr.ui.locking import Locking
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.safekeeping import Safekeeping
from desktop_ocr.ui.watching import LOOKED_AT
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow import keeping
from desktop_ocr.workflow.contents import Contents
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.safe import Safe
from tests.fakes import unfolds_nothing
from tests.store.conftest import MovedClock
from tests.ui.camera.desk import IN_THE_MIDDLE, Eye, Table
from tests.ui.camera.fed import DESK, FedDevices
from tests.ui.conftest import Play
from tests.ui.driving import colour, dialog, states, until
from tests.ui.fakes import RIGHT, FakeDecoder, FakeEngine


class Start:
    """One start of the program; ``end`` is its end, ``crash`` leaves everything as it is."""

    def __init__(self, folder: Path, secrets: SecretStore, kinds: dict[str, DocumentType], qtbot: QtBot) -> None:
        words, self.contents = Words("en"), Contents()
        contents = self.contents
        self.window = MainWindow()
        self.engine = FakeEngine()
        recogniser = Recogniser(self.engine, FakeDecoder(), kinds, 2, contents)
        self.bench = Workbench(self.window, recogniser, unfolds_nothing(recogniser), kinds, words)
        self.safe = Safe(folder, keyring=lambda: secrets, at_hand=contents.at_hand)
        self.safekeeping = Safekeeping(self.bench, self.safe, contents, kinds, words)
        self.bench.safekeeping = self.safekeeping
        self.bench.guard.safe = self.safe
        self.locking = self.bench.locking = Locking(self.bench, self.safe, words, 0)
        qtbot.addWidget(self.window, before_close_func=self._close)
        self.window.appear()

    async def begin(self) -> Start:
        await self.safekeeping.begin()
        return self

    async def read(self, paths: list[Path]) -> None:
        self.bench.intake.add(paths)
        await until(lambda: len(self.bench.batch) == len(paths) and DocumentState.QUEUED not in states(self.bench))
        await until(lambda: DocumentState.READING not in states(self.bench))
        await self.saved()

    async def saved(self) -> None:
        await until(lambda: self.bench.progress.kept.text() == "✓ Saved")

    async def end(self) -> None:
        await self.bench.tasks.cancel()
        await self.safekeeping.close()

    async def crash(self) -> None:
        await self.bench.tasks.cancel()
        await self.safe.close(backs_up=False)

    def _close(self, _window: MainWindow) -> None:
        self.bench.leaving.asks = False
        self.bench.review.close()


Starter = Callable[[], Start]


@pytest.fixture
def secrets() -> SecretStore:
    return MemorySecrets()


@pytest.fixture
def start(
    tmp_path: Path, secrets: SecretStore, kinds: dict[str, DocumentType], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Starter:
    monkeypatch.setenv("DESKTOP_OCR_CONFIG", str(tmp_path / "config"))
    return lambda: Start(tmp_path / "store", secrets, kinds, qtbot)


def test_the_first_start_asks_nothing_and_advises_to_save_the_code(start: Starter, play: Play) -> None:
    async def scenario() -> None:
        first = await start().begin()
        assert first.bench.banner.saying is Saying.RECOVERY_UNSAVED
        assert first.bench.progress.kept.text() == "✓ Saved"
        assert first.window.findChildren(UnlockDialog) == []
        await first.end()

    play(scenario())


def test_the_work_comes_back_with_the_selection_and_what_was_being_typed(
    start: Starter, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        first = await start().begin()
        await first.read(pictures)
        first.bench.review.field_steps.correct("name", "刘样")
        first.bench.queue.select(first.bench.batch.key_at(1))
        first.bench.fields.activate("address")
        QTest.keyClicks(QApplication.focusWidget(), "half a street")
        await asyncio.sleep(1.0)
        await first.crash()
        second = await start().begin()
        assert states(second.bench) == [DocumentState.READY] * 3
        assert second.bench.batch.documents()[0].field("name").value == "刘样"
        assert second.bench.queue.current == second.bench.batch.key_at(1)
        assert second.bench.fields.typed() == ("address", "half a street")
        assert second.bench.batch.documents()[1].field("address").value == RIGHT["address"]
        await second.end()

    play(scenario())


@pytest.mark.parametrize("is_asked", [False, True], ids=["open", "locked"])
def test_what_is_to_be_known_of_the_store_is_seen_where_papers_come_back(
    start: Starter, play: Play, pictures: list[Path], is_asked: bool
) -> None:
    """Going on to the paper of the last time takes nothing of it away."""

    async def scenario() -> None:
        first = await start().begin()
        await first.read(pictures)
        first.bench.queue.select(first.bench.batch.key_at(1))
        await asyncio.sleep(2 * LOOKED_AT)
        if is_asked:
            await first.safe.set_passphrase("correct horse")
        await first.safekeeping._stop_working()
        await first.safe.restore(await first.safe.back_up())
        second = start()
        second.safe._look = lambda _folder: Place(is_remote=True, synced_by="Nextcloud")
        await second.begin()
        if is_asked:
            second.locking.page.unlock()
        await until(lambda: colour(second.bench))  # the paper is on the screen
        assert second.bench.queue.current is not None
        assert second.bench.notice.isVisible()
        assert "aside-" in second.bench.notice.text()
        assert second.bench.banner.isVisible()
        assert second.bench.banner.saying is Saying.STORE_AT_RISK
        assert "network drive" in second.bench.banner.label.text()
        assert "Nextcloud" in second.bench.banner.label.text()
        await second.crash()
        third = await start().begin()
        assert not third.bench.notice.isVisible(), "that was news once"
        await third.end()

    play(scenario())


def test_a_stop_is_still_one_after_the_next_start(start: Starter, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        first = await start().begin()
        first.engine.gate = asyncio.Event()
        first.bench.intake.add(pictures)
        await until(lambda: first.engine.waiting)
        first.bench.progress.stop_button.click()
        await until(lambda: states(first.bench) == [DocumentState.QUEUED] * len(pictures))
        await asyncio.sleep(2 * LOOKED_AT)  # it is looked at so often
        await first.crash()
        second = start()
        second.engine.gate = asyncio.Event()
        await second.begin()
        assert second.bench.review.is_stopped
        await until(lambda: second.bench.progress.stop_button.text() == "Go on reading")
        await second.saved()
        assert states(second.bench) == [DocumentState.QUEUED] * len(pictures)
        assert second.engine.waiting == 0, "nothing was begun either"
        second.engine.gate.set()
        second.bench.progress.stop_button.click()
        await until(lambda: states(second.bench) == [DocumentState.READY] * len(pictures))
        await second.saved()
        await second.end()
        third = await start().begin()
        assert not third.bench.review.is_stopped
        await third.end()

    play(scenario())


def test_a_confirmed_code_is_not_asked_for_again(start: Starter, play: Play) -> None:
    async def scenario() -> None:
        first = await start().begin()
        code = first.safe.code_to_save
        first.bench.banner.recovery_button.click()
        QDialog.accept(await dialog(first.bench, RecoveryCodeDialog))  # its own tests type the groups
        await until(lambda: first.bench.banner.saying is None)
        await first.end()
        second = await start().begin()
        assert (code != "", second.safe.code_to_save, second.bench.banner.saying) == (True, "", None)
        await second.end()

    play(scenario())


def test_closing_asks_nothing_where_all_is_kept(start: Starter, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        first = await start().begin()
        await first.read(pictures)
        closed: list[bool] = []
        first.window.closed.connect(lambda: closed.append(True))
        first.window.close()
        assert (closed, first.window.findChildren(ClosingDialog)) == ([True], [])
        await first.end()

    play(scenario())


@pytest.mark.parametrize("is_locked", [False, True], ids=["open", "locked"])
def test_whoever_closes_is_told_that_the_last_work_is_being_saved(
    start: Starter, play: Play, monkeypatch: pytest.MonkeyPatch, is_locked: bool
) -> None:
    add, may_write = Store.add_picture, threading.Event()

    def slow(store: Store, content: bytes) -> PictureRecord:
        may_write.wait(10)
        return add(store, content)

    monkeypatch.setattr(Store, "add_picture", slow)
    monkeypatch.setattr(leaving, "TOLD_AFTER", 0.01)

    async def scenario() -> None:
        first = await start().begin()
        closed: list[bool] = []
        first.window.closed.connect(lambda: closed.append(True))
        first.bench.batch.add([Document(Source(PurePath("Camera.jpg"), content=b"\x32\x00\x64"))])
        if is_locked:
            first.locking.lock()
        first.window.close()
        told = first.locking.page.notice if is_locked else first.bench.notice
        await until(lambda: told.isVisible() and "closes when that is on the disk" in told.text())
        may_write.set()
        await until(lambda: closed)
        await first.end()

    play(scenario())


@pytest.mark.parametrize("is_full", [False, True], ids=["room", "full"])
def test_a_picture_on_its_way_to_the_disk_is_waited_for(
    start: Starter, play: Play, monkeypatch: pytest.MonkeyPatch, is_full: bool
) -> None:
    """Asked about is only what did not get there."""
    add, may_write = Store.add_picture, threading.Event()

    def slow(store: Store, content: bytes) -> PictureRecord:
        may_write.wait(10)
        if is_full:
            raise StoreFull
        return add(store, content)

    monkeypatch.setattr(Store, "add_picture", slow)

    async def scenario() -> None:
        first = await start().begin()
        closed: list[bool] = []
        first.window.closed.connect(lambda: closed.append(True))
        first.bench.batch.add([Document(Source(PurePath("Camera.jpg"), content=b"\x32\x00\x64"))])
        first.window.close()
        await asyncio.sleep(0.1)
        assert (closed, first.window.findChildren(ClosingDialog)) == ([], [])
        may_write.set()
        if is_full:
            (await dialog(first.bench, ClosingDialog)).stay_button.click()
            await until(lambda: not first.window.findChildren(ClosingDialog))
        else:
            await until(lambda: closed)
            assert first.window.findChildren(ClosingDialog) == []
        assert bool(closed) is not is_full
        first.bench.leaving.asks = False  # as after "Close anyway": the disk is still full
        await first.end()

    play(scenario())


def test_no_pictures_are_taken_while_the_disk_is_full(
    start: Starter, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paper that was photographed and handed back must be on the disk."""

    def full(*_: object) -> None:
        raise StoreFull

    monkeypatch.setattr(keeping, "AGAIN", 0.05)

    async def scenario() -> None:
        first = await start().begin()
        bench, devices, table, eye = first.bench, FedDevices(DESK), Table(), Eye()
        bench.camera.look = eye.look
        bench.camera.open_source = lambda _parent: CameraSource(devices)
        bench.camera.open()
        panel = bench.camera.panel
        assert panel is not None

        async def feed(happened: Callable[[], object]) -> None:
            while not happened():
                devices.send(table.photograph())
                await asyncio.sleep(0.005)

        await feed(lambda: eye.looks)
        with monkeypatch.context() as broken:
            broken.setattr(Store, "put", full)
            bench.intake.add(pictures)
            await feed(lambda: "The disk is full" in panel.error)
            assert not panel.message.retry_button.isVisible()
            assert not panel.shoot_button.isEnabled()
            assert not devices.is_running
            before = len(bench.batch)
            table.paper = IN_THE_MIDDLE
            panel.shoot_asked.emit()
            panel.retry_asked.emit()
            bench.camera.close()
            bench.camera.open()  # nor on a page that is opened only now
            panel = bench.camera.panel
            assert panel is not None
            assert "so does the camera" in panel.error
            bench.review.field_steps.correct("name", "刘样")  # which is tried to be saved, and the camera stays away
            assert panel.error
            await asyncio.sleep(0.2)
            assert (len(bench.batch), devices.is_running) == (before, False)
        await feed(lambda: len(bench.batch) > before)  # by itself
        assert not panel.error
        await first.end()

    play(scenario())


def test_a_disk_that_is_full_is_said_and_the_work_stays(
    start: Starter, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreFull

    async def scenario() -> None:
        first = await start().begin()
        await first.read(pictures[:1])
        with monkeypatch.context() as broken:
            broken.setattr(Store, "put", full)
            first.bench.review.field_steps.correct("name", "刘样")
            await until(lambda: first.bench.banner.saying is Saying.NOT_SAVED)
            assert first.bench.progress.kept.text() == "× Not saved"
            assert not first.safekeeping.keeps_all
            first.bench.review.field_steps.correct("name", "刘样子")
            assert first.bench.banner.saying is Saying.NOT_SAVED
            assert first.bench.progress.kept.text() == "× Not saved"
        await until(lambda: first.bench.banner.saying is not Saying.NOT_SAVED)  # tried again by itself
        await first.saved()
        await first.crash()
        second = await start().begin()
        assert second.bench.batch.documents()[0].field("name").value == "刘样子"
        await second.end()

    play(scenario())


def test_removed_papers_are_in_the_bin_and_come_back(start: Starter, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        first = await start().begin()
        await first.read(pictures)
        first.bench.review.papers.remove([first.bench.batch.key_at(0)])
        first.safekeeping.open_bin()
        bin_ = await dialog(first.bench, BinDialog)
        bin_.restore_asked.emit([1])
        await until(lambda: len(first.bench.batch) == 3)
        bin_.reject()
        await first.end()

    play(scenario())


def test_what_is_asked_for_twice_opens_once(start: Starter, play: Play) -> None:
    async def scenario() -> None:
        first = await start().begin()
        actions = first.bench.actions.by_id
        await until(actions["bin"].isEnabled)
        for name in ("bin", "bin", "backups", "settings"):
            actions[name].trigger()
        first.bench.banner.recovery_button.click()
        opened = await dialog(first.bench, BinDialog)
        await asyncio.sleep(0.2)
        assert [type(one) for one in first.window.findChildren(QDialog)] == [BinDialog]
        opened.reject()
        await until(lambda: not first.window.findChildren(QDialog))
        actions["backups"].trigger()
        (await dialog(first.bench, BackupsDialog)).reject()
        await first.end()


def test_the_bin_tells_the_days_after_which_a_start_deletes(start: Starter, play: Play, pictures: list[Path]) -> None:
    """By the safe's clock, and whatever was exported before it was removed."""
    begun = datetime.now(UTC)
    clock = MovedClock(begun)

    async def scenario() -> None:
        first = start()
        first.safe._clock = clock
        await first.begin()
        await first.read(pictures[:1])
        first.safekeeping.note_exported(first.bench.batch.documents())
        await first.saved()
        await first.end()
        left = {}
        for pause in (29.5, 1, 1, 28, 1):
            clock.move(days=pause)
            again = start()
            again.safe._clock = clock
            await again.begin()
            again.safekeeping.open_bin()
            bin_ = await dialog(again.bench, BinDialog)
            left[clock.now() - begun] = [one.days_left for one in bin_.model.items]
            bin_.reject()
            await again.end()
        days = {29.5: [], 30.5: [30], 31.5: [29], 59.5: [1], 60.5: []}
        assert left == {timedelta(day): expected for day, expected in days.items()}

    play(scenario())


def test_a_restore_that_fails_does_not_let_the_window_say_saved(
    start: Starter, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        first = await start().begin()
        await first.read(pictures[:1])
        made = await first.safe.back_up()

        async def fail(_backup: object) -> None:
            await first.safe.close(backs_up=False)
            raise RestoreFailed(name="2026")

        bugs: list[type[BaseException]] = []
        monkeypatch.setattr(sys, "excepthook", lambda kind, *_: bugs.append(kind))
        monkeypatch.setattr(first.safe, "restore", fail)
        first.safekeeping.open_backups()
        backups = await dialog(first.bench, BackupsDialog)
        backups.restore_asked.emit(made.path.name)
        await until(lambda: first.bench.banner.saying is Saying.MEMORY_ONLY and backups.close_button.isEnabled())
        first.bench.review.field_steps.correct("name", "刘样")  # nobody writes it any more
        backups.restore_asked.emit(made.path.name)
        backups.backup_asked.emit()
        await until(lambda: backups.notice.text() == "The store is closed. Start the program again.")
        await asyncio.sleep(2 * LOOKED_AT)
        assert bugs == []
        assert first.bench.progress.kept.text() == "● In memory only"
        assert not first.safekeeping.keeps_all
        await first.end()

    play(scenario())


def no_room(*_: object) -> None:
    raise StoreFull


def shown(kind: type[QDialog]) -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


def test_a_last_write_that_fails_is_tried_again_before_the_program_ends(
    start: Starter, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        first = await start().begin()
        first.bench.review.stop_reading()
        await first.bench.tasks.cancel()
        with monkeypatch.context() as broken:
            broken.setattr(Store, "add_picture", no_room)
            first.bench.batch.add([Document(Source(PurePath("Pasted.png"), content=b"pixels"))])
            ending = asyncio.ensure_future(first.safekeeping.close())
            await until(lambda: shown(LastWriteDialog))
        again = shown(LastWriteDialog)[0]
        assert not ending.done()
        again.accept()
        await ending
        second = await start().begin()
        assert [one.source.name for one in second.bench.batch.documents()] == ["Pasted.png"]
        await second.end()

    play(scenario())


def test_whoever_closes_anyway_is_asked_once(start: Starter, play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        first = await start().begin()
        first.bench.review.stop_reading()
        await first.bench.tasks.cancel()
        monkeypatch.setattr(Store, "add_picture", no_room)
        first.bench.batch.add([Document(Source(PurePath("Pasted.png"), content=b"pixels"))])
        ending = asyncio.ensure_future(first.safekeeping.close())
        await until(lambda: shown(LastWriteDialog))
        asked = shown(LastWriteDialog)[0]
        assert isinstance(asked, LastWriteDialog)
        asked.close_button.click()
        await ending

    play(scenario())


def test_a_backup_does_not_take_the_place_of_what_is_only_in_memory(
    start: Starter, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        first = await start().begin()
        await first.read(pictures[:1])
        made = await first.safe.back_up()
        restored: list[object] = []

        async def restore(backup: object) -> None:
            restored.append(backup)

        monkeypatch.setattr(first.safe, "restore", restore)
        first.safekeeping.open_backups()
        backups = await dialog(first.bench, BackupsDialog)
        with monkeypatch.context() as broken:
            broken.setattr(Store, "put", no_room)
            first.bench.review.field_steps.correct("name", "刘样")
            backups.restore_asked.emit(made.path.name)
            await until(lambda: "The disk is full" in backups.notice.text())
        assert restored == []
        assert first.window.isVisible()
        backups.reject()
        await first.end()

    play(scenario())


def test_a_disk_that_does_not_answer_in_time_is_asked_about(
    start: Starter, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, put = threading.Event(), Store.put

    def slow(store: Store, changes: Sequence[StoredDocument]) -> None:
        answers.wait(20)
        put(store, changes)

    async def scenario() -> None:
        first = await start().begin()
        await first.read(pictures[:1])
        monkeypatch.setattr(Store, "put", slow)
        first.bench.leaving.patience = 0.05
        first.bench.review.field_steps.correct("name", "刘样")
        first.bench.window.close()
        (await dialog(first.bench, ClosingDialog)).stay_button.click()
        assert not first.safekeeping.keeps_all
        answers.set()
        await first.saved()
        assert first.safekeeping.keeps_all
        await first.end()

    play(scenario())


def test_a_start_with_a_passphrase_beside_the_keyring_shows_a_locked_window(
    start: Starter, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        first = await start().begin()
        await first.read(pictures[:1])
        await first.safe.set_passphrase("correct horse")
        assert not first.locking.page.locked
        await first.crash()
        second = await start().begin()
        assert (len(second.bench.batch), second.locking.page.locked) == (1, True)
        assert second.locking.page.edit.isVisible()
        await second.end()

    play(scenario())


class TestWithoutAKeyring:
    @pytest.fixture
    def secrets(self) -> SecretStore:
        return NoSecrets(Reason.MISSING)

    def test_the_program_works_at_once_and_says_that_nothing_is_saved(
        self, start: Starter, play: Play, tmp_path: Path
    ) -> None:
        async def scenario() -> None:
            first = await start().begin()
            assert first.bench.banner.saying is Saying.MEMORY_ONLY
            assert first.bench.progress.kept.text() == "● In memory only"
            await first.end()

        play(scenario())
        assert not (tmp_path / "store").exists()

    def test_with_a_passphrase_the_work_is_kept_and_asked_for_at_the_next_start(
        self, start: Starter, play: Play, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            first = await start().begin()
            await first.safe.create_with_passphrase("correct horse")
            await first.safekeeping._keep()
            await first.read(pictures[:1])
            await first.crash()
            second = start()
            second.bench.tasks.start(second.safekeeping.begin())
            asked = await dialog(second.bench, UnlockDialog)
            asked.unlock_asked.emit("passphrase", "wrong horse")
            await until(lambda: asked.isVisible() and asked.notice.isVisible())
            asked.unlock_asked.emit("passphrase", "correct horse")
            await until(lambda: len(second.bench.batch) == 1)
            await second.end()

        play(scenario())

    def test_a_lock_while_the_store_is_opened_asks_for_the_passphrase(
        self, start: Starter, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """When it came nobody knew yet that there was one."""

        async def scenario() -> None:
            first = await start().begin()
            await first.safe.create_with_passphrase("correct horse")
            await first.safekeeping._keep()
            await first.read(pictures[:1])
            await first.crash()
            second = start()
            second.bench.tasks.start(second.safekeeping.begin())
            asked = await dialog(second.bench, UnlockDialog)
            begun, go, unlock = asyncio.Event(), asyncio.Event(), second.safe.unlock

            async def unlock_slowly(waiting: NeedsUnlock, way: str, text: str) -> None:
                begun.set()
                await go.wait()
                await unlock(waiting, way, text)

            monkeypatch.setattr(second.safe, "unlock", unlock_slowly)
            asked.unlock_asked.emit("passphrase", "correct horse")
            await begun.wait()
            second.locking.system.away.emit()
            go.set()
            await until(lambda: len(second.bench.batch) == 1 and second.safekeeping.keeper)
            page = second.locking.page
            assert (page.locked, page.edit.isVisible()) == (True, True)
            page.unlock_asked.emit("wrong horse")
            await until(page.notice.text)
            assert page.locked
            await second.end()

        play(scenario())


def test_no_file_lies_decrypted_behind_a_locked_window(start: Starter, play: Play, pictures: list[Path]) -> None:
    """Nor is one left by a deletion for good, or by the end."""

    async def scenario() -> None:
        first = await start().begin()
        await first.read(pictures[:1])
        at_hand, source = first.contents.at_hand, first.bench.batch.documents()[0].source
        assert source.picture is not None

        async def is_kept() -> bool:
            found = await asyncio.to_thread(first.contents, source)
            assert found.content == pictures[0].read_bytes()
            return bool(at_hand.digest_of(found.content))

        assert await is_kept()
        content = (await asyncio.to_thread(first.contents, source)).content
        first.locking.lock()
        assert first.locking.page.locked
        assert not at_hand.digest_of(content)
        assert not await is_kept(), "while it is locked nothing is kept"
        first.locking.page.unlock_asked.emit("")
        await until(lambda: not first.bench.gate.is_closed)
        assert await is_kept()
        await first.safe.purge([])
        assert not at_hand.digest_of(content)
        assert await is_kept()
        content = (await asyncio.to_thread(first.contents, source)).content
        await first.end()
        assert not at_hand.digest_of(content)

    play(scenario())
