"""A store that was copied to another computer: its recovery code opens it, and nothing else reads it."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import RecoveryCodeWrong
from desktop_ocr.domain.review import Correction
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.store.opening import NeedsUnlock, Opened
from desktop_ocr.store.recovery_code import RecoveryCode
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.keeping import Keeper
from desktop_ocr.workflow.safe import Safe
from tests.fakes import ID_CARD, MATCHING, TYPES, recognition

CANARY = "刘洋CANARY440305199505132561"
SEEN_AS = [CANARY.encode(form) for form in ("utf-8", "utf-16-le", "gbk")] + [b"a secret picture"]


async def fill(folder: Path, secrets: MemorySecrets) -> str:
    """A store with one paper; returns its recovery code."""
    safe, batch = Safe(folder, keyring=lambda: secrets), Batch(TYPES)
    await safe.open()
    assert safe.thread is not None
    keeper = Keeper(batch, safe.thread)
    await keeper.load(TYPES)
    source = Source(Path(f"{CANARY}.png"), content=b"a secret picture")
    (key,) = batch.add([replace(Document(source).read_as(ID_CARD, recognition(MATCHING)))])
    batch.correct(key, "name", Correction(CANARY))
    await keeper.write()
    code = safe.code_to_save
    await safe.close()  # with a backup
    return code


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_code_opens_it_and_nothing_else_does(tmp_path: Path) -> None:
    async def scenario() -> None:
        code = await fill(tmp_path / "here", MemorySecrets())
        there = tmp_path / "there"
        shutil.copytree(tmp_path / "here", there)
        other = MemorySecrets()  # another computer's
        safe = Safe(there, keyring=lambda: other)
        waiting = await safe.open()
        assert isinstance(waiting, NeedsUnlock)
        with pytest.raises(RecoveryCodeWrong):
            await safe.unlock(waiting, "recovery", "not a code")
        with pytest.raises(Exception, match="E_KEY_WRONG"):
            await safe.unlock(waiting, "recovery", RecoveryCode.new().text)
        await safe.unlock(waiting, "recovery", code.lower().replace("-", " "))
        assert safe.thread is not None
        batch = Batch(TYPES)
        keeper = Keeper(batch, safe.thread)
        await keeper.load(TYPES)
        (document,) = batch.documents()
        assert document.field("name").value == CANARY
        content = await asyncio.to_thread(keeper.contents, document.source)
        assert content.content == b"a secret picture"
        await safe.close(backs_up=False)
        assert isinstance(await Safe(there, keyring=lambda: other).open(), Opened), "its keyring has a key now"

    asyncio.run(scenario())


def test_another_program_reads_nothing(tmp_path: Path) -> None:
    asyncio.run(fill(tmp_path / "store", MemorySecrets()))
    databases = [path for path in files(tmp_path) if path.name == "store.db"]
    assert len(databases) == 2, "the store's and the backup's"
    for path in databases:
        connection = sqlcipher.connect(str(path))
        with pytest.raises(sqlcipher.DatabaseError):
            connection.execute("SELECT * FROM sqlite_master").fetchall()
        connection.execute(f"""PRAGMA key = "x'{"00" * 32}'" """)
        with pytest.raises(sqlcipher.DatabaseError):
            connection.execute("SELECT * FROM sqlite_master").fetchall()
        connection.close()
    planted = tmp_path / "planted.txt"
    planted.write_text(CANARY, "utf-16-le")
    leaks = [path for path in files(tmp_path) if any(seen in path.read_bytes() for seen in SEEN_AS)]
    assert leaks == [planted], "the search sees, and sees nothing else"
