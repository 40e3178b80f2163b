"""A child process that works in a store and says so, until it is killed.

    python -m tests.reliability.clerk_process FOLDER KEY SEED [early]

Before a step it prints ``TRY what hash``, after it ``ACK what hash``: from then on the store must have it.  With
``early`` it says ACK before the step, as a program would that shows "saved" too soon: the control of the kill test.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import Correction
from desktop_ocr.store.clock import SystemClock
from desktop_ocr.store.ledger import CallKey
from desktop_ocr.store.records import StoredDocument
from desktop_ocr.store.store import Store, open_store
from tests.reliability.folder_files import FolderFiles
from tests.store.values import paper, real_sized


def kept(store: Store) -> Mapping[str, str]:
    """What a store has: hashes of what stands under each name, as the child prints them."""
    found = {f"document:{one.id}": hashed(one) for one in store.all_open()}
    found |= {f"draft:{one.document}": hashed(one.text) for one in store.drafts()}
    found |= {
        f"picture:{one.picture}": hashed(store.read_picture(one.picture)) for one in store.all_open() if one.picture
    }
    found["state:current"] = hashed(store.recall("current"))
    number = 1
    while call := store.ledger.call(number):
        found[f"call:{number}"] = call.state.value
        number += 1
    return found


GONE = "gone"
"""Said of what was deleted; ``kept`` then has nothing under its name."""


def hashed(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Clerk:
    def __init__(self, store: Store, chance: Random, early: bool) -> None:
        self.store = store
        self.chance = chance
        self.early = early
        self.papers = {one.id: one for one in store.all_open()}
        self.next_id = store.next_id()
        self.next_call = 1
        while store.ledger.call(self.next_call):
            self.next_call += 1

    def work(self) -> None:
        while True:
            steps = [self.capture, self.capture, self.read, self.correct, self.correct, self.type, self.look, self.pay]
            self.chance.choice([*steps, self.delete])()

    def acknowledged(self, what: str, value: str, step: Callable[[], object]) -> None:
        say(f"TRY {what} {value}")
        if self.early:
            say(f"ACK {what} {value}")
        step()
        if not self.early:
            say(f"ACK {what} {value}")

    def put(self, one: StoredDocument) -> None:
        self.acknowledged(f"document:{one.id}", hashed(one), lambda: self.store.put([one]))
        self.papers[one.id] = one

    def one(self) -> StoredDocument:
        return self.chance.choice(list(self.papers.values()))

    def capture(self) -> None:
        content = self.chance.randbytes(20_000)
        picture = self.store.add_picture(content).id
        self.put(paper(self.next_id, picture=picture))
        say(f"ACK picture:{picture} {hashed(content)}")
        self.next_id += 1

    def read(self) -> None:
        if self.papers:
            recognition = real_sized(self.chance.randrange(100), lines=self.chance.choice((2, 60)))
            self.put(replace(self.one(), recognition=recognition))

    def correct(self) -> None:
        if self.papers:
            value = Correction(f"王{self.chance.random()}")
            self.put(replace(self.one(), corrections=(("name", value),), recipe=Recipe(self.chance.choice((0, 90)))))

    def type(self) -> None:
        if self.papers:
            document, text = self.one().id, str(self.chance.random())
            self.acknowledged(f"draft:{document}", hashed(text), lambda: self.store.draft(document, "number", text))

    def delete(self) -> None:
        """For good; the number of this paper is not used again."""
        if self.papers:
            one = self.papers.pop(self.one().id)
            names = [f"document:{one.id}", f"draft:{one.id}", f"picture:{one.picture}"]
            for name in names:
                say(f"TRY {name} {GONE}")
            self.store.put_into_bin([one.id])
            self.store.purge([one.id])
            for name in names:
                say(f"ACK {name} {GONE}")

    def look(self) -> None:
        value = self.chance.randrange(10**6)
        self.acknowledged("state:current", hashed(value), lambda: self.store.remember("current", value))

    def pay(self) -> None:
        """A whole paid call; what of it was acknowledged decides what the next start may say of it.  It is for no paper
        of the store: the answer to one that was deleted goes with it.
        """
        ledger, call = self.store.ledger, self.next_call
        key = CallKey(f"{self.chance.randrange(10**9):064x}", "baidu", "idcard", {})
        self.acknowledged(f"call:{call}", "queued", lambda: ledger.begin(key, document=0, cost=5))
        self.acknowledged(f"call:{call}", "sent", lambda: ledger.mark_sent(call))
        self.acknowledged(f"call:{call}", "answered", lambda: ledger.keep_answer(call, b"{}"))
        self.acknowledged(f"call:{call}", "done", lambda: ledger.finish(call))
        self.next_call += 1


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # straight to the pipe, which outlives this process


def main(folder: Path, key: bytes, seed: int, early: bool) -> None:
    is_new = not (folder / "store.db").exists()
    store = open_store(folder, key, FolderFiles(folder / "images"), SystemClock(), is_new=is_new)
    store.recover()
    say("READY")
    Clerk(store, Random(seed), early).work()


if __name__ == "__main__":
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3]), "early" in sys.argv[4:])
