"""The last files stay at hand: the same bytes, never old ones, no more than there is room for, none after a lock."""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path, PurePath

import pytest

from desktop_ocr.domain.document import Source
from desktop_ocr.domain.errors import SourceGone
from desktop_ocr.imaging.source import SourceBytes, source_bytes
from desktop_ocr.workflow.at_hand import AtHand


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kept_as(number: int, content: bytes, page: int = 1) -> Source:
    """A page of a file of which the store has a copy."""
    return Source(PurePath("a.pdf"), page, digest(content), picture=number)


@dataclass
class Disk:
    """Stands in for the store: its pictures by number, and what it was asked for."""

    pictures: dict[int, bytes]
    asked: list[int] = field(default_factory=list)

    def __call__(self, source: Source, known: SourceBytes | None) -> SourceBytes:
        assert source.picture is not None
        self.asked.append(source.picture)
        content = bytes(bytearray(self.pictures[source.picture]))  # an object of its own
        return SourceBytes(content, digest(content))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """One written some time ago."""
    return written(tmp_path / "a.pdf", b"first", 1000)


def written(path: Path, content: bytes, at: int) -> Path:
    path.write_bytes(content)
    os.utime(path, (at, at))
    return path


class Reads:
    """Reads files as the program does, and counts how often one was really read."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, source: Source, known: SourceBytes | None) -> SourceBytes:
        found = source_bytes(source, known)
        self.count += found is not known
        return found


class TestTheStoresCopies:
    def test_every_page_of_a_file_has_the_same_bytes(self) -> None:
        at_hand, disk = AtHand(), Disk({1: b"long"})
        pages = [at_hand.get(kept_as(1, b"long", page), disk) for page in (1, 2, 3)]
        assert disk.asked == [1]
        assert {one.content for one in pages} == {b"long"}
        assert len({id(one.content) for one in pages}) == 1

    def test_the_oldest_go_when_there_is_no_more_room(self) -> None:
        at_hand, disk = AtHand(room=100), Disk({number: bytes([number]) * 40 for number in (1, 2, 3)})
        one, two, three = (kept_as(number, content) for number, content in disk.pictures.items())
        for source in (one, two, one, three, one, two):
            at_hand.get(source, disk)
        assert disk.asked == [1, 2, 3, 2]

    def test_one_that_is_larger_than_the_room_is_not_kept(self) -> None:
        at_hand, disk = AtHand(room=3), Disk({1: b"long"})
        for _ in range(2):
            assert at_hand.get(kept_as(1, b"long"), disk).content == b"long"
        assert disk.asked == [1, 1]

    def test_what_others_fetched_meanwhile_is_shared(self) -> None:
        at_hand, disk = AtHand(), Disk({1: b"long"})

        def slow(source: Source, known: SourceBytes | None) -> SourceBytes:
            quicker = at_hand.get(source, disk)
            found = disk(source, known)
            assert found.content is not quicker.content
            return found

        found = at_hand.get(kept_as(1, b"long"), slow)
        assert found.content is at_hand.get(kept_as(1, b"long"), disk).content

    def test_a_number_given_to_another_picture_gives_that(self) -> None:
        at_hand, disk = AtHand(), Disk({1: b"one"})
        at_hand.get(kept_as(1, b"one"), disk)
        disk.pictures[1] = b"another"
        assert at_hand.get(kept_as(1, b"another"), disk).content == b"another"

    def test_errors_pass_and_nothing_is_kept(self) -> None:
        at_hand, disk = AtHand(), Disk({1: b"one"})

        def gone(*_: object) -> SourceBytes:
            raise SourceGone

        with pytest.raises(SourceGone):
            at_hand.get(kept_as(1, b"one"), gone)
        assert at_hand.get(kept_as(1, b"one"), disk).content == b"one"


class TestFiles:
    def test_one_that_has_not_changed_is_read_once(self, file: Path) -> None:
        at_hand, reads = AtHand(), Reads()
        assert [at_hand.get(Source(file, page), reads).content for page in (1, 2)] == [b"first"] * 2
        assert reads.count == 1

    def test_the_stores_copy_of_it_is_at_hand_as_well(self, file: Path) -> None:
        at_hand, disk = AtHand(), Disk({1: b"first"})
        at_hand.get(Source(file), source_bytes)
        assert at_hand.get(kept_as(1, b"first"), disk).content == b"first"
        assert disk.asked == []

    def test_one_that_was_written_anew_is_read_anew(self, file: Path) -> None:
        at_hand = AtHand()
        at_hand.get(Source(file), source_bytes)
        written(file, b"other", 2000)
        assert at_hand.get(Source(file), source_bytes).content == b"other"

    @pytest.mark.skipif(os.name == "nt", reason="Windows does not say when a file's time was set back")
    def test_nor_does_a_time_that_was_set_back_hide_it(self, file: Path) -> None:
        at_hand = AtHand()
        at_hand.get(Source(file), source_bytes)
        written(file, b"other", 1000)
        assert at_hand.get(Source(file), source_bytes).content == b"other"

    def test_another_put_in_its_place_is_read(self, file: Path, tmp_path: Path) -> None:
        at_hand = AtHand()
        at_hand.get(Source(file), source_bytes)
        written(tmp_path / "new", b"other", 1000).replace(file)
        assert at_hand.get(Source(file), source_bytes).content == b"other"

    def test_one_that_is_gone_is_gone(self, file: Path) -> None:
        at_hand = AtHand()
        at_hand.get(Source(file), source_bytes)
        file.unlink()
        with pytest.raises(SourceGone):
            at_hand.get(Source(file), source_bytes)

    def test_two_of_the_same_bytes_are_kept_once_and_looked_at_each(self, file: Path, tmp_path: Path) -> None:
        at_hand, reads = AtHand(), Reads()
        twin = written(tmp_path / "twin.pdf", b"first", 1500)
        for path in (file, twin, file, twin):
            assert at_hand.get(Source(path), reads).content == b"first"
        assert reads.count == 2
        written(twin, b"other", 2000)
        assert at_hand.get(Source(twin), reads).content == b"other"
        assert at_hand.get(Source(file), reads).content == b"first"


class TestForgetting:
    def test_nothing_is_left(self, file: Path) -> None:
        at_hand, disk, told = AtHand(), Disk({1: b"long"}), []
        at_hand.subscribe(lambda: told.append(True))
        content = at_hand.get(kept_as(1, b"long"), disk).content
        assert at_hand.digest_of(content) == digest(b"long")
        at_hand.forget()
        assert (at_hand.digest_of(content), told) == ("", [True])
        at_hand.get(kept_as(1, b"long"), disk)
        assert disk.asked == [1, 1]

    def test_what_was_on_its_way_is_not_kept(self) -> None:
        at_hand, disk = AtHand(), Disk({1: b"long"})
        begun, go = threading.Event(), threading.Event()

        def slow(source: Source, known: SourceBytes | None) -> SourceBytes:
            begun.set()
            assert go.wait(30)
            return disk(source, known)

        found: list[SourceBytes] = []
        fetching = threading.Thread(target=lambda: found.append(at_hand.get(kept_as(1, b"long"), slow)))
        fetching.start()
        assert begun.wait(30)
        at_hand.forget()
        go.set()
        fetching.join(30)
        assert found[0].content == b"long"
        assert at_hand.digest_of(found[0].content) == ""

    def test_closed_it_keeps_nothing_until_it_is_opened(self, file: Path) -> None:
        at_hand, disk = AtHand(), Disk({1: b"long"})
        at_hand.close()
        for _ in range(2):
            assert at_hand.digest_of(at_hand.get(kept_as(1, b"long"), disk).content) == ""
        at_hand.open()
        assert at_hand.digest_of(at_hand.get(kept_as(1, b"long"), disk).content) == digest(b"long")

    def test_it_says_nothing_of_what_it_holds(self) -> None:
        at_hand = AtHand()
        found = at_hand.get(kept_as(1, b"secret"), Disk({1: b"secret"}))
        assert "secret" not in repr(at_hand) + repr(found)
