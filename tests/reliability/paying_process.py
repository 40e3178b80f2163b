"""A program that pays for pages, one process long: ``python -m tests.reliability.paying_process FOLDER PORT FIRST``.

A fourth word is the interface to read with, if not the kind's own.  Says READY, then for each page what became of it.
Made to be killed at any moment.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PIL import Image

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain.calls import Origin
from desktop_ocr.domain.engine_settings import OTHERS, EngineSettings
from desktop_ocr.domain.errors import CallUnknown
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.sent_picture import Fitted
from desktop_ocr.domain.upload_limits import UploadLimits
from desktop_ocr.engines.baidu.engine import BaiduEngine
from desktop_ocr.engines.base import Options, Surroundings
from desktop_ocr.engines.clock import SystemClock
from desktop_ocr.engines.http import Client
from desktop_ocr.store.clock import SystemClock as StoreClock
from desktop_ocr.store.store import Store, open_store
from desktop_ocr.store.store_thread import StoreThread
from desktop_ocr.workflow.stored_calls import StoredCalls
from tests.reliability.folder_files import FolderFiles
from tests.store.values import KEY

PAGES, AT_ONCE = 40, 3
KIND = "id_card_front"
SETTINGS = EngineSettings(is_on=True, cap=10**6, calls_a_second={OTHERS: 60.0})
LONGEST_SLEEP = 0.05
"""Seconds: a task of the double's takes not much longer."""
KEYS = {"api_key": "test-api-key", "secret_key": "test-secret-key"}


def say(*words: object) -> None:
    print(*words, flush=True)


class HastyClock(SystemClock):
    """Does not wait half a minute for a task."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(min(seconds, LONGEST_SLEEP))


def page(number: int) -> PreparedImage:
    """Told from the others by its width."""
    return PreparedImage(64 + number, 32, bytes((64 + number) * 32 * 3))


def digest(number: int) -> str:
    return hashlib.sha256(f"page {number}".encode()).hexdigest()


async def fit(image: PreparedImage, limits: UploadLimits) -> Fitted:
    file = io.BytesIO()
    Image.frombytes("RGB", (image.width, image.height), image.pixels).save(file, "JPEG")
    size = (image.width, image.height)
    return Fitted(file.getvalue(), *size, 75, len(file.getvalue()), size, size, 1)


async def keys() -> Mapping[str, str]:
    return KEYS


def opened(folder: Path) -> Store:
    is_new = not (folder / "store.db").exists()
    return open_store(folder, KEY, FolderFiles(folder / "images"), StoreClock(), is_new=is_new)


async def work(folder: Path, port: int, first: int, way: str = "") -> None:
    settings = replace(SETTINGS, interfaces={KIND: way} if way else {})
    thread = StoreThread(lambda: opened(folder))
    await thread.opened()
    await thread.run(Store.recover)
    calls, client, types = StoredCalls(lambda: thread, lambda _: settings), Client(), load_catalogue().types
    around = Surroundings(
        keys=keys,
        calls=calls,
        tokens=calls,
        fit=fit,
        types=lambda: types,
        settings=lambda: settings,
        client=client,
        clock=HastyClock(),
        base=f"http://127.0.0.1:{port}",
    )
    engine, free = BaiduEngine(around), asyncio.Semaphore(AT_ONCE)

    async def read(number: int) -> None:
        async with free:
            try:
                found = await engine.recognise(
                    page(number), types[KIND], Options(origin=Origin(digest(number), "", number))
                )
            except CallUnknown:
                say("UNKNOWN", number)
            else:
                say("DONE", number, len(found.papers[0].readings))

    say("READY")
    await asyncio.gather(*(read(number) for number in range(first, first + PAGES)))
    say("END")
    await client.close()
    await thread.close()


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
