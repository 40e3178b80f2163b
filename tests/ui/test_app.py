"""The process of the window: light, and ended cleanly by Ctrl+C."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import os, signal, sys, threading, time
from desktop_ocr.store import keyrings
keyrings.system_keyring = lambda: keyrings.NoSecrets(keyrings.Reason.MISSING)
from desktop_ocr import app

def press_ctrl_c():
    while signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        time.sleep(0.01)
    while True:  # once more if it came while the loop was starting, as a person would
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(2)

threading.Thread(target=press_ctrl_c, daemon=True).start()
status = app.run()
print(status, *sorted({"numpy", "cv2", "onnxruntime", "rapidocr"} & set(sys.modules)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to one process on Windows")
def test_window_starts_without_the_heavy_libraries_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DESKTOP_OCR_CONFIG": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout.split()) == (0, ["0"]), ended.stderr
    assert "Traceback" not in ended.stderr


STUCK = """
import asyncio, threading
from desktop_ocr import app, session

async def work(*_):
    waiting = asyncio.ensure_future(asyncio.to_thread(threading.Event().wait))
    await asyncio.sleep(0.1)
    waiting.cancel()

session.work, app.ENDS_WITHIN = work, 0.2
print("saved", flush=True)
app.run()
"""


def test_a_thread_that_waits_for_a_disk_that_does_not_answer_keeps_no_process(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DESKTOP_OCR_CONFIG": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", STUCK], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout.split()) == (0, ["saved"]), ended.stderr
