"""What holds for every entry of EXPORTERS."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desktop_ocr import export
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import DiskFull, ExportCorrupt, SourceDamaged
from desktop_ocr.export.base import ROWS_BETWEEN_REPORTS
from desktop_ocr.export.replacing import Disk

pytestmark = pytest.mark.parametrize("exporter_id", export.EXPORTERS)


@pytest.fixture
def path(tmp_path, exporter_id):
    return tmp_path / f"输出 1{export.EXPORTERS[exporter_id]().info.suffix}"


@pytest.fixture
def documents(make_document, bank_card):
    return [
        make_document({"name": "张\x01三", "number": "110105194912310025", "birth": "1998-11-05", "fee": "1.50"}),
        make_document({"number": "6222020111122220000"}, kind=bank_card),
        Document(Source(Path("/scans/张 三.jpg"))).failed(SourceDamaged()),
    ]


def test_info(exporter_id):
    info = export.EXPORTERS[exporter_id]().info
    assert info.id == exporter_id
    assert info.title_zh
    assert info.title_en
    assert info.suffix == info.suffix.lower()
    assert info.suffix.startswith(".")
    suffixes = [make().info.suffix for make in export.EXPORTERS.values()]
    assert suffixes.count(info.suffix) == 1


def test_found_by_suffix_in_any_case(exporter_id):
    suffix = export.EXPORTERS[exporter_id]().info.suffix
    for path in (Path(f"a{suffix}"), Path(f"a.b{suffix.upper()}")):
        found = export.exporter_for(path)
        assert found is not None
        assert found.info.id == exporter_id
    assert export.exporter_for(Path("a.docx")) is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_writes_its_targets_and_nothing_else(tmp_path, path, documents, sentence, language):
    for _ in range(2):  # new, then over the old ones
        written = export.write(documents, path, sentence=sentence, language=language)
        assert written == export.targets(documents, path, sentence=sentence, language=language)
        assert sorted(tmp_path.iterdir()) == sorted(written)
        assert all(file.stat().st_size for file in written)


def test_says_how_far_it_is(path, make_document, sentence):
    heard = []
    documents = [make_document({"name": str(number)}) for number in range(2 * ROWS_BETWEEN_REPORTS + 1)]
    export.write(documents, path, sentence=sentence, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(100, 201), (200, 201), (201, 201)]


def test_can_be_stopped(tmp_path, path, make_document, sentence):
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stop

    documents = [make_document({"name": "x"})] * ROWS_BETWEEN_REPORTS
    with pytest.raises(Stop):
        export.write(documents, path, sentence=sentence, progress=stop)
    assert list(tmp_path.iterdir()) == []


class FullDisk(Disk):
    def write(self, path: Path, content: bytes) -> None:
        path.write_bytes(content[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class LyingDisk(Disk):
    def read(self, path: Path) -> bytes:
        return path.read_bytes()[:-7]


@pytest.mark.parametrize(("disk", "error"), [(FullDisk(), DiskFull), (LyingDisk(), ExportCorrupt)])
def test_failure_leaves_the_old_files(tmp_path, path, documents, sentence, disk, error):
    old = export.targets(documents, path, sentence=sentence)
    for file in old:
        file.write_bytes(b"old")
    with pytest.raises(error) as caught:
        export.write(documents, path, sentence=sentence, disk=disk)
    assert caught.value.facts == {"name": old[0].name}
    assert sorted(tmp_path.iterdir()) == sorted(old)
    assert {file.read_bytes() for file in old} == {b"old"}


def test_nothing_to_export_and_unknown_suffix_are_bugs_of_the_caller(path, documents, sentence):
    with pytest.raises(ValueError, match="nothing to export"):
        export.write([], path, sentence=sentence)
    with pytest.raises(ValueError, match="no exporter"):
        export.write(documents, path.with_suffix(".docx"), sentence=sentence)
