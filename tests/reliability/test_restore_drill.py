"""P10, the drill: each of many backups is opened on an empty folder with the key alone; counts and hashes are equal.

5 backups at a change; 50 with ``DESKTOP_OCR_RELIABILITY=long``.
"""

from __future__ import annotations

import os
import random
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from desktop_ocr.domain.review import Correction
from desktop_ocr.store import restoring
from desktop_ocr.store.backup_copy import Contents, contents
from desktop_ocr.store.backups import Backups
from desktop_ocr.store.database import open_database
from desktop_ocr.store.pictures import PictureFiles
from desktop_ocr.store.store import Store, open_store
from tests.store.small_store import KEY, NAMES_KEY, SLOTS, HandClock, check_slots
from tests.store.values import paper, real_sized

BACKUPS = 50 if os.environ.get("DESKTOP_OCR_RELIABILITY") == "long" else 5
Look = tuple[dict[str, Contents], dict[int, bytes], bytes]


def work(store: Store, chance: random.Random) -> None:
    """Half an hour: some papers come, one is corrected, one goes."""
    for _ in range(chance.randrange(1, 6)):
        picture = store.add_picture(chance.randbytes(chance.randrange(100, 30_000)))
        one = paper(store.next_id(), picture=picture.id, recognition=real_sized(chance.randrange(9), lines=5))
        store.put([one])
    papers = store.all_open()
    store.put([replace(chance.choice(papers), corrections=(("name", Correction(f"某人{chance.random()}")),))])
    if len(papers) > 10:
        gone = chance.choice(papers)
        store.put_into_bin([gone.id])
        store.purge([gone.id])


def look(store: Store, folder: Path) -> Look:
    """All there is to know of a store: rows and hashes of its tables, its pictures as they were, its key slots."""
    pictures = {one.picture: store.read_picture(one.picture) for one in store.all_open() if one.picture}
    return store.backup(contents), pictures, (folder / "keyslots.json").read_bytes()


def test_every_backup_opens_on_an_empty_folder(tmp_path: Path) -> None:
    chance, clock, folder = random.Random(20260115), HandClock(), tmp_path / "store"
    folder.mkdir()
    (folder / "keyslots.json").write_bytes(SLOTS)
    files = PictureFiles(folder / "images", NAMES_KEY)
    backups = Backups(folder, check_slots=check_slots, reserve=0)
    known: dict[Path, Look] = {}
    with closing(open_store(folder, KEY, files, clock, is_new=True)) as store:
        for _ in range(BACKUPS):
            work(store, chance)
            clock.move(timedelta(minutes=30))
            backup = store.backup(lambda connection: backups.make(connection, KEY, files, clock))
            known[backup.path] = look(store, folder)
    assert len(known) == BACKUPS
    assert len({str(one) for one in known.values()}) == BACKUPS
    folder.rename(tmp_path / "gone")  # the computer is lost, a copy of its folder is there
    for number, backup in enumerate(Backups(tmp_path / "gone", check_slots=check_slots).all()):
        empty = tmp_path / f"empty {number}" / "store"
        assert restoring.restore(backup, empty, KEY, clock) is None
        its_files = PictureFiles(empty / "images", NAMES_KEY)
        open_database(empty / "store.db", KEY, create=False).close()
        with closing(open_store(empty, KEY, its_files, clock, is_new=False)) as again:
            again.recover()
            tables, pictures, slots = known.pop(folder / "backups" / backup.path.name)
            assert look(again, empty) == (tables, pictures, slots)
            assert len(pictures) == backup.pictures == tables["pictures"].rows
            assert backup.documents == tables["documents"].rows
    assert known == {}
