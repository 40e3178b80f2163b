"""The zip around an OFD, read as if it were made to do harm: in small pieces, counted, never unpacked to a disk."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib

from desktop_ocr.domain.errors import SourceArchive, SourceDamaged

MAX_ENTRIES = 2_000
MAX_XML = 20_000_000
MAX_MEDIA = 50_000_000
MAX_TOTAL = 200_000_000
PIECE = 1 << 16
"""What is inflated at a time; a plain ``read()`` inflates everything before anyone can count."""

HEAD = struct.Struct("<4s5H3L2H")
"""Before each entry: its mark, version, flags, method, time, date, sum, packed size, size, length of name and more."""
_HEADER = b"PK\x01\x02"
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The two methods that inflate no more than they are asked for."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OverflowError,
    LookupError,
)


class EntryMissing(SourceDamaged):
    """There is no entry of that name; most are of something that a page can do without."""


class Archive:
    """The entries of a zip by their names.

    Raises SourceDamaged for what is no zip, or an entry that is not what was packed; SourceArchive for names that lead
    outside (``../``, absolute, with a drive) or stand for two entries, for more than 2,000 entries, 20 MB of XML, 50 MB
    of other content or 200 MB of all that was read, for sizes that are not as said, for other methods than stored and
    deflated.
    """

    def __init__(self, content: bytes) -> None:
        # Every entry has this mark; so it is known before a list of a million names is made.
        if content.count(_HEADER) > 10 * MAX_ENTRIES:
            raise SourceArchive
        self._content = content
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise SourceDamaged from error
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise SourceArchive
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = _safe_name(entry)
            if name in self._entries:
                raise SourceArchive
            self._entries[name] = entry
        self._counted: set[str] = set()
        self._total = 0

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, *, limit: int = MAX_MEDIA) -> bytes:
        """The content of an entry; EntryMissing if there is none of this name."""
        entry = self._entries.get(name)
        if entry is None:
            raise EntryMissing
        if entry.compress_type not in _READABLE or entry.flag_bits & 1 or entry.file_size > limit:
            raise SourceArchive
        if name not in self._counted:  # a logo may be drawn a hundred times
            self._counted.add(name)
            self._total += entry.file_size
        if self._total > MAX_TOTAL:
            raise SourceArchive
        pieces = []
        try:
            with self._zip.open(entry) as file:  # gives no more than the size that was checked above
                while piece := file.read(PIECE):
                    pieces.append(piece)
        except _BROKEN as error:
            raise (SourceDamaged if self._keeps_to_its_size(entry) else SourceArchive) from error
        content = b"".join(pieces)
        if len(content) != entry.file_size:
            raise SourceArchive
        return content

    def _keeps_to_its_size(self, entry: zipfile.ZipInfo) -> bool:
        """Whether no more comes out of a broken entry than it says: then it is damaged, and no trap."""
        head = self._content[entry.header_offset : entry.header_offset + HEAD.size]
        if len(head) < HEAD.size:
            return True
        *_, name_size, extra_size = HEAD.unpack(head)
        start = entry.header_offset + HEAD.size + name_size + extra_size
        packed = self._content[start : start + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            return len(packed) <= entry.file_size
        try:
            return len(zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)) <= entry.file_size
        except zlib.error:
            return True

    def find(self, location: str, base: str = "") -> str:
        """The entry that a location means in a file of the folder ``base``, or "" if there is none."""
        location = location.strip().replace("\\", "/")
        if not location:
            return ""
        for folder in (base, "") if not location.startswith("/") else ("",):
            name = posixpath.normpath(posixpath.join(folder, location.lstrip("/")))
            if name in self._entries:
                return name
        return ""


def _safe_name(entry: zipfile.ZipInfo) -> str:
    # ``filename`` ends at a NUL; what stood behind it shows that somebody tries something.
    name = entry.orig_filename.replace("\\", "/")
    parts = name.split("/")
    if "\0" in name or name.startswith("/") or ".." in parts or ":" in parts[0]:
        raise SourceArchive
    return posixpath.normpath(name) + ("/" if name.endswith("/") else "")
