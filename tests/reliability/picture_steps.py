"""A clerk's hour as far as pictures, deleting, backups and restoring go; run in a child process to be killed.

    python -m tests.reliability.picture_steps FOLDER

Before each step a line says what is tried, after it what is acknowledged; test_store_faults.py compares them with what
is there afterwards.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from desktop_ocr.store import restoring
from tests.store.small_store import KEY, SmallStore, opened

Say = Callable[[str, str], None]
PICTURES = {f"paper {number}": b"picture of paper %d " % number * 40 for number in range(6)}


def work(folder: Path, say: Say) -> None:
    """``say`` is given "try" or "done", and the step."""
    with opened(folder) as store:
        for number in range(3):
            add(store, number, say)
        back_up(store, say)
        store.clock.move(timedelta(days=3))
        (folder / "images" / store.rows()[0].name[:2] / ".desktop-ocr-left.tmp").write_bytes(b"of an earlier crash")
    with opened(folder) as store:  # sweeps
        store.clock.move(timedelta(days=3))
        delete(store, 1, say)
        add(store, 3, say)
        back_up(store, say)
        first = store.backups.all()[-1]
        add(store, 4, say)
    say("try", "restore")
    restoring.restore(first, folder, KEY, store.clock)
    say("done", "restore")
    with opened(folder) as store:
        add(store, 5, say)
        store.clock.move(timedelta(days=30))
        back_up(store, say)


def add(store: SmallStore, number: int, say: Say) -> None:
    text = f"paper {number}"
    say("try", f"add {text}")
    store.add(PICTURES[text], text)
    say("done", f"add {text}")


def delete(store: SmallStore, number: int, say: Say) -> None:
    text = f"paper {number}"
    say("try", f"delete {text}")
    store.delete(store.rows()[store.texts().index(text)].name)
    say("done", f"delete {text}")


def back_up(store: SmallStore, say: Say) -> None:
    say("try", "back up")
    path = store.back_up()
    say("done", f"back up {path.name} {','.join(store.texts())}")
    store.backups.prune(store.clock)


if __name__ == "__main__":
    work(Path(sys.argv[1]), lambda *words: print(*words, flush=True))
