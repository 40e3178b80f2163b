"""``keyslots.json``: the store's data key, wrapped once for each way to get at it; without this file nothing opens.

Every bit of it is guarded twice: a digest tells damage before anything is asked of the clerk (the copy beside it, or in
a backup, is taken then), and a seal made with the data key tells what somebody altered on purpose.  The copy has the
same content, not the one before: a passphrase that was changed opens nothing any more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_ocr.domain.errors import KeySlotsDamaged, KeySlotsGone, KeySlotsTooNew, KeySlotWrong
from desktop_ocr.store.failpoints import failpoint
from desktop_ocr.store.recovery_code import RecoveryCode
from desktop_ocr.store.replacing import replace_file
from desktop_ocr.store.sub_keys import KEY_SIZE, sub_key
from desktop_ocr.store.wrapping import Kind, Slot, passphrase_bytes, unwrap, wrap

FILE, COPY = "keyslots.json", "keyslots.json.bak"
_FORMAT, _VERSION = "desktop-ocr key slots", 1
_STORE_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class KeySlots:
    """The slots of one store and the seal over them.  Values: changes give new ones, ``save`` puts them on the disk.

    ``damaged``: names of the files that were found broken or unreadable.  ``came_from``: the name of the one these
    slots were read from, empty if they were made now.  ``needs_saving``: the disk does not have them twice as they are.
    """

    store: str
    slots: Mapping[Kind, Slot]
    seal: bytes
    came_from: str = ""
    damaged: tuple[str, ...] = ()
    needs_saving: bool = field(default=True, compare=False)

    @classmethod
    def create(
        cls,
        data_key: bytes,
        *,
        recovery: RecoveryCode,
        os_key: tuple[str, bytes] | None = None,
        passphrase: str | None = None,
        store: str = "",
    ) -> KeySlots:
        """Slots of a new store; the recovery code is kept inside until ``with_recovery_saved``.

        ``os_key``: the name of the item in the keyring and the 32 random bytes in it.
        """
        if len(data_key) != KEY_SIZE:
            raise ValueError("the data key has 32 bytes")
        made = cls(store or os.urandom(16).hex(), {}, b"")._with_recovery(data_key, recovery)
        if os_key is not None:
            made = made.with_os(data_key, *os_key)
        return made.with_passphrase(data_key, passphrase) if passphrase is not None else made

    # What is there

    @property
    def came_from_backup(self) -> bool:
        """The file itself was missing or damaged: the clerk is told."""
        return self.came_from not in (FILE, "")

    @property
    def os_name(self) -> str | None:
        """The item in the keyring that opens these slots; ``None`` without such a slot."""
        slot = self.slots.get("os")
        return slot.name if slot else None

    @property
    def has_passphrase(self) -> bool:
        return "pass" in self.slots

    # The data key out of them.  All raise KeySlotWrong for a secret that does not fit or a slot that is not there,
    # KeySlotsDamaged if the seal does not fit the key.

    def unwrap_os(self, os_key: bytes) -> bytes:
        return self._unwrap("os", os_key)

    def unwrap_recovery(self, code: RecoveryCode) -> bytes:
        return self._unwrap("recovery", code.secret)

    def unwrap_passphrase(self, text: str) -> bytes:
        """Takes a quarter of a second and 64 MiB, on purpose."""
        try:
            secret = passphrase_bytes(text)
        except ValueError:
            raise KeySlotWrong from None
        return self._unwrap("pass", secret)

    def verify(self, data_key: bytes) -> None:
        """Every bit is as whoever had the data key wrote it, else ``KeySlotsDamaged``."""
        if not hmac.compare_digest(self.seal, _seal(self.store, self.slots, data_key)):
            raise KeySlotsDamaged

    def recovery_to_save(self, data_key: bytes) -> RecoveryCode | None:
        """The code the clerk has not confirmed yet to have written down."""
        self.verify(data_key)
        slot = self.slots.get("unsaved")
        return RecoveryCode(unwrap(slot, data_key, store=self.store)) if slot else None

    # Changes.  All raise KeySlotsDamaged for another data key.

    def with_os(self, data_key: bytes, name: str, os_key: bytes) -> KeySlots:
        return self._with(data_key, wrap(data_key, os_key, kind="os", store=self.store, name=name))

    def with_passphrase(self, data_key: bytes, text: str) -> KeySlots:
        """Raises ``ValueError`` for an empty one."""
        return self._with(data_key, wrap(data_key, passphrase_bytes(text), kind="pass", store=self.store))

    def without_passphrase(self, data_key: bytes) -> KeySlots:
        return self._without(data_key, "pass")

    def with_recovery(self, data_key: bytes, code: RecoveryCode) -> KeySlots:
        """A new code; the one before opens nothing any more, except old backups."""
        self.verify(data_key)
        return self._with_recovery(data_key, code)

    def with_recovery_saved(self, data_key: bytes) -> KeySlots:
        """The clerk has the code; it is not kept any longer."""
        return self._without(data_key, "unsaved")

    def _with_recovery(self, data_key: bytes, code: RecoveryCode) -> KeySlots:
        wrapped = wrap(data_key, code.secret, kind="recovery", store=self.store)
        unsaved = wrap(code.secret, data_key, kind="unsaved", store=self.store)
        return self._sealed(data_key, {**self.slots, "recovery": wrapped, "unsaved": unsaved})

    def _with(self, data_key: bytes, slot: Slot) -> KeySlots:
        self.verify(data_key)
        return self._sealed(data_key, {**self.slots, slot.kind: slot})

    def _without(self, data_key: bytes, kind: Kind) -> KeySlots:
        self.verify(data_key)
        return self._sealed(data_key, {name: slot for name, slot in self.slots.items() if name != kind})

    def _sealed(self, data_key: bytes, slots: Mapping[Kind, Slot]) -> KeySlots:
        return replace(self, slots=slots, seal=_seal(self.store, slots, data_key), needs_saving=True)

    def _unwrap(self, kind: Kind, secret: bytes) -> bytes:
        slot = self.slots.get(kind)
        if slot is None:
            raise KeySlotWrong
        data_key = unwrap(slot, secret, store=self.store)
        self.verify(data_key)
        return data_key

    # The files

    @classmethod
    def load(cls, folder: Path) -> KeySlots:
        """From the file, its copy, or the newest backup that has them whole.

        Raises ``KeySlotsGone`` if there is none, ``KeySlotsDamaged`` if none is whole, ``KeySlotsTooNew``.
        """
        damaged: list[str] = []
        for path in _places(folder):
            found = _found(folder, path, damaged)
            if found is not None:
                name = path.relative_to(folder).as_posix()
                break
        else:
            if damaged:
                raise KeySlotsDamaged
            raise KeySlotsGone
        twice = name == FILE and _found(folder, folder / COPY, damaged) == found
        return replace(found, came_from=name, damaged=tuple(damaged), needs_saving=not twice)

    def save(self, folder: Path) -> KeySlots:
        """On the disk, twice; the same slots, which need no saving any more.

        Raises ``OSError``: each of the two files is the old or the new one then, whole.
        """
        content = self.encoded()
        if decoded(content).slots != dict(self.slots):
            raise AssertionError("key slots that do not read back as they are")  # and nothing was replaced
        failpoint("slots.before_replace")
        replace_file(folder / FILE, content)
        failpoint("slots.after_replace")
        replace_file(folder / COPY, content)
        failpoint("slots.after_backup")
        return replace(self, needs_saving=False)

    def encoded(self) -> bytes:
        values = {**_body(self.store, self.slots), "seal": self.seal.hex()}
        return _text({**values, "digest": hashlib.sha256(_text(values)).hexdigest()})


def decoded(content: bytes) -> KeySlots:
    """Slots from the bytes of a file.  Raises ``KeySlotsDamaged`` if a bit is not as written, ``KeySlotsTooNew``."""
    try:
        values = json.loads(content)
        whole = isinstance(values, dict) and _text(values) == content
    except (ValueError, RecursionError):
        whole = False
    if not whole or values.pop("digest", None) != hashlib.sha256(_text(values)).hexdigest():
        raise KeySlotsDamaged
    if values.get("format") == _FORMAT and type(values.get("version")) is int and values["version"] > _VERSION:
        raise KeySlotsTooNew
    try:
        seal, written = bytes.fromhex(values.pop("seal")), values["slots"]
        slots = {kind: Slot.from_values(slot) for kind, slot in written.items()}
        sound = values == _body(values["store"], slots) and _STORE_ID.fullmatch(values["store"])
    except (ValueError, TypeError, KeyError, AttributeError):
        raise KeySlotsDamaged from None
    if not sound or "recovery" not in slots or any(kind != slot.kind for kind, slot in slots.items()):
        raise KeySlotsDamaged
    return KeySlots(values["store"], slots, seal)


def _places(folder: Path) -> Iterator[Path]:
    yield folder / FILE
    yield folder / COPY
    yield from sorted((folder / "backups").glob(f"*/{FILE}"), reverse=True)  # named by their time: the newest first


def _found(folder: Path, path: Path, damaged: list[str]) -> KeySlots | None:
    try:
        return decoded(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, KeySlotsDamaged):
        damaged.append(path.relative_to(folder).as_posix())
        return None


def _body(store: str, slots: Mapping[Kind, Slot]) -> dict[str, object]:
    written = {kind: slot.values() for kind, slot in slots.items()}
    return {"format": _FORMAT, "version": _VERSION, "store": store, "slots": written}


def _seal(store: str, slots: Mapping[Kind, Slot], data_key: bytes) -> bytes:
    return hmac.digest(sub_key(data_key, "slots"), _text(_body(store, slots)), "sha256")


def _text(values: Mapping[str, object]) -> bytes:
    """The one way these values are written: any other bytes are damage."""
    return (json.dumps(values, sort_keys=True, indent=1) + "\n").encode()
