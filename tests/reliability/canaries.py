"""Words that must not be readable anywhere, and a search for them in every file (RELIABILITY.md P9, P15).

``search`` looks into raw bytes, into what is deflated in them, and with a key into the decrypted pages of databases and
their logs, also into those that the database itself counts as free.  Each word is looked for in every way that a
program is likely to write it.  A search that finds nothing proves something only where ``require_sight`` found a
planted leak of each sort just before.
"""

from __future__ import annotations

import base64
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

CANARIES = {
    "id": "11010519491231002X",  # the standard's own example
    "card": "6222021234567890128",  # a test range, right by Luhn
    "name": "欧阳测试甲",
    "address": "北京市朝阳区金丝雀路七号",
    "key": "CANARY-4f1c-a9e7-secret",
}
"""Valid-looking, and of nobody."""

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gbk")
PAGE, RESERVED, SALT = 4096, 80, 16
"""SQLCipher 4: of each page the last 80 bytes are its IV (16) and MAC (64); the file begins with a salt."""
_WAL_MARKS = (0x377F0682, 0x377F0683)
_STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04.{26}", re.DOTALL)
_INFLATED_AT_MOST = 64 * 2**20


@dataclass(frozen=True)
class Hit:
    """Where which secret can be read, and how it is written there."""

    path: Path
    secret: str
    way: str


def search(folder: Path, secrets: Mapping[str, str | bytes], *, key: bytes | None = None) -> list[Hit]:
    """Every place in the files under ``folder`` where one of the secrets can be read."""
    needles = [(name, way, needle) for name, secret in secrets.items() for way, needle in ways(secret)]
    hits = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for layer, content in layers(path.read_bytes(), key):
                hits += [Hit(path, name, f"{layer}{way}") for name, way, needle in needles if needle in content]
    return hits


def ways(secret: str | bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes that a program may write for it."""
    plain = {}
    if isinstance(secret, str):
        for encoding in ENCODINGS:
            plain[encoding] = secret.encode(encoding)
        plain["escaped"] = secret.encode("unicode_escape")
    else:
        plain["bytes"] = secret
    for name, content in plain.items():
        yield name, content
        yield f"{name} hex", content.hex().encode()
        yield f"{name} HEX", content.hex().upper().encode()
        for start in range(3):
            yield from ((f"{name} {how} +{start}", part) for how, part in _in_base64(content, start))


def layers(content: bytes, key: bytes | None) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, what is deflated in them, and with a key the pages of a database, with the same within."""
    yield "", content
    yield from (("inflated ", part) for part in inflated(content))
    if key is not None and (pages := b"".join(decrypted(content, key))):
        yield "decrypted ", pages
        yield from (("decrypted inflated ", part) for part in inflated(pages))


def inflated(content: bytes) -> Iterator[bytes]:
    """Whatever zlib, gzip and zip streams there are, also cut off ones."""
    for found in _STREAM.finditer(content):
        kind = found[0][:2]
        start, bits = found.start(), 47  # zlib or gzip
        if kind == b"PK":
            start += 30 + sum(int.from_bytes(found[0][at : at + 2], "little") for at in (26, 28))  # name and extra
            bits = -15
        stream = zlib.decompressobj(bits)
        got = bytearray()
        try:
            for at in range(start, len(content), 1024):
                got += stream.decompress(content[at : at + 1024])
                if stream.eof or len(got) > _INFLATED_AT_MOST:
                    break
        except zlib.error:
            pass
        if got:
            yield bytes(got)


def decrypted(content: bytes, key: bytes) -> Iterator[bytes]:
    """Every page of a database or a write-ahead log in SQLCipher's format, whatever the database says of its use."""
    if len(content) >= 32 and int.from_bytes(content[:4], "big") in _WAL_MARKS:
        for at in range(32, len(content) - PAGE - 23, PAGE + 24):
            number = int.from_bytes(content[at : at + 4], "big")
            yield _page(content[at + 24 : at + 24 + PAGE], number == 1, key)
    elif len(content) % PAGE == 0:
        for at in range(0, len(content), PAGE):
            yield _page(content[at : at + PAGE], at == 0, key)


def require_sight(folder: Path, secrets: Mapping[str, str]) -> None:
    """Plant every secret as programs leak it, and find each leak; without that a search is void.

    The leaks are written with no help of ``ways``: within a sentence, which shifts what base64 makes of them.
    """
    folder.mkdir()
    for number, (name, secret) in enumerate(secrets.items()):
        planted = set()
        for lead in ("", "a", "ab"):
            for encoding in ENCODINGS:
                text = f"{lead}号码：{secret}。".encode(encoding)
                for how, leak in _leaks(text):
                    for packing, content in _packed(leak):
                        path = folder / f"{number} {lead} {encoding} {how} {packing}"
                        path.write_bytes(b"\x00noise\xff" + content + b"\x00more")
                        planted.add(path)
        blind = planted - {hit.path for hit in search(folder, {name: secret})}
        assert not blind, f"the search is blind for {sorted(path.name for path in blind)}"
        for path in planted:
            path.unlink()
    folder.rmdir()


def names(hits: Iterable[Hit]) -> set[str]:
    """Which of the secrets were found."""
    return {hit.secret for hit in hits}


def _in_base64(content: bytes, start: int) -> Iterator[tuple[str, bytes]]:
    """What base64 makes of the content, ``start`` bytes into a group of three; without its uncertain ends."""
    for how, encode in (("base64", base64.standard_b64encode), ("base64url", base64.urlsafe_b64encode)):
        text = encode(b"\x00" * start + content)
        sure = text[-(-start * 8 // 6) : (start + len(content)) * 8 // 6]
        if len(sure) >= 8:
            yield how, sure


def _leaks(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "plain", content
    yield "hex", content.hex().encode()
    yield "HEX", content.hex().upper().encode()
    yield "base64", base64.standard_b64encode(content)
    yield "base64url", base64.urlsafe_b64encode(content)


def _packed(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "plain", content
    yield "zlib", zlib.compress(content)
    yield "gzip", gzip.compress(content)
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("sheet.xml", content * 3)
        yield "zip", file.getvalue()


def _page(page: bytes, first: bool, key: bytes) -> bytes:
    start = SALT if first else 0
    end = PAGE - RESERVED
    reader = Cipher(algorithms.AES(key), modes.CBC(page[end : end + 16])).decryptor()
    return reader.update(page[start:end]) + reader.finalize()
