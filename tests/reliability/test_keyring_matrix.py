"""P10: the store can always be opened again, or says why not; whatever the keyring does.

Every cell of keyring × store is written down in ``TABLE``.  In all of them: no data key is made while anything of a
store is there, nothing of it is changed or deleted, and no secret is found in plain in any file.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import keyring
import pytest
from keyring.errors import KeyringLocked

from desktop_ocr.domain.errors import KeySlotsDamaged, KeySlotsGone, KeySlotWrong
from desktop_ocr.store.key_slots import COPY, FILE, KeySlots
from desktop_ocr.store.keyrings import (
    KeyringSecrets,
    KeyringUnavailable,
    MemorySecrets,
    Reason,
    SecretStore,
    guarded,
    system_keyring,
)
from desktop_ocr.store.opening import (
    CannotOpen,
    MemoryOnly,
    NeedsUnlock,
    Opened,
    Outcome,
    create_with_passphrase,
    open_keys,
    unlock_with_passphrase,
    unlock_with_recovery,
)
from desktop_ocr.store.recovery_code import RecoveryCode
from tests.store.keyring_backends import Forgetful, Plaintext, Raising, Working

CODE = RecoveryCode(b"on paper, 16 by.")
PASSPHRASE = "correct horse battery staple"

TABLE = """
keyring         | none                | present          | no os slot      | file damaged     | both damaged | slots gone
ok              | new                 | opened           | ask no_key_kept | opened, told     | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
locked          | memory locked       | ask locked       | ask no_key_kept | ask locked       | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
missing         | memory missing      | ask missing      | ask no_key_kept | ask missing      | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
null            | memory refused_type | ask refused_type | ask no_key_kept | ask refused_type | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
plaintext type  | memory refused_type | ask refused_type | ask no_key_kept | ask refused_type | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
other type      | memory refused_type | ask refused_type | ask no_key_kept | ask refused_type | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
value lost      | new                 | ask key_lost     | ask no_key_kept | ask key_lost     | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
value of another| new                 | ask key_wrong    | ask no_key_kept | ask key_wrong    | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
too long        | memory too_long     | opened           | ask no_key_kept | opened, told     | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
forgets         | memory failed       | ask key_lost     | ask no_key_kept | ask key_lost     | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
fails           | memory failed       | ask failed       | ask no_key_kept | ask failed       | E_KEY_SLOTS  | E_KEY_SLOTS_GONE
"""  # noqa: E501 - a table is read by its columns
HEAD, *ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
CELLS = [(row[0], there, said) for row in ROWS for there, said in zip(HEAD[1:], row[1:], strict=True)]


class Wrong(MemorySecrets):
    """Has a key by every name, of another store."""

    def get(self, name: str) -> bytes | None:
        return super().get(name) or bytes(32)


class Short(MemorySecrets):
    """Gives what it has; takes nothing as long as a key any more."""

    def __init__(self, before: MemorySecrets) -> None:
        super().__init__(longest=10)
        self._texts |= before._texts


KEYRINGS: dict[str, Callable[[MemorySecrets, Path], SecretStore]] = {
    "ok": lambda before, folder: before,
    "locked": lambda before, folder: KeyringSecrets(Raising(KeyringLocked())),
    "missing": lambda before, folder: system_keyring(allowed=()),
    "null": lambda before, folder: guarded("keyring.backends.null.Keyring"),
    "plaintext type": lambda before, folder: guarded("tests.store.keyring_backends.Plaintext"),
    "other type": lambda before, folder: guarded("keyring.backends.chainer.ChainerBackend"),
    "value lost": lambda before, folder: MemorySecrets(),
    "value of another": lambda before, folder: Wrong(),
    "too long": lambda before, folder: Short(before),
    "forgets": lambda before, folder: KeyringSecrets(Forgetful(folder)),
    "fails": lambda before, folder: KeyringSecrets(Raising(OSError())),
}


@dataclass(frozen=True, slots=True)
class Before:
    """What was done on an earlier day: the folder, its data key if there is one, the keyring of that day."""

    folder: Path
    key: bytes | None
    secrets: MemorySecrets


def before(folder: Path, there: str) -> Before:
    secrets = MemorySecrets()
    if there == "none":
        return Before(folder, None, secrets)
    if there == "no os slot":
        made = create_with_passphrase(folder, PASSPHRASE)
    else:
        new = open_keys(folder, secrets)
        assert isinstance(new, Opened)
        made = new
    slots = made.slots.with_recovery(made.data_key, CODE).with_passphrase(made.data_key, PASSPHRASE)
    slots.save(folder)
    (folder / "store.db").write_bytes(b"encrypted")
    (folder / "images" / "ab").mkdir(parents=True)
    (folder / "images" / "ab" / "abcd.bin").write_bytes(b"encrypted too")
    if there in ("file damaged", "both damaged"):
        for name in (FILE, COPY)[: 1 if there == "file damaged" else 2]:
            (folder / name).write_bytes((folder / name).read_bytes().replace(b'"version": 1', b'"version": 0'))
    if there == "slots gone":
        for name in (FILE, COPY):
            (folder / name).unlink()
    return Before(folder, made.data_key, secrets)


def said(outcome: Outcome) -> str:
    match outcome:
        case Opened(is_new=True):
            return "new"
        case Opened():
            return "opened, told" if outcome.damaged else "opened"
        case NeedsUnlock(why):
            return f"ask {why}"
        case MemoryOnly(reason):
            return f"memory {reason}"
        case CannotOpen(error):
            return error.code


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def require_no_plain(root: Path, *secrets: bytes) -> None:
    """No file under ``root`` has one of these as bytes, hex or base64, whole or its first 16 bytes."""
    for name, content in contents(root).items():
        for secret in secrets:
            for part in (secret, secret[:15]):
                forms = (part, part.hex().encode(), part.hex().upper().encode(), base64.b64encode(part))
                assert not any(form in content for form in forms), name


@pytest.fixture(autouse=True)
def a_plaintext_keyring_lies_in_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The library would use it: it is its keyring, has the highest priority and is named in the environment."""
    file = tmp_path / "plaintext keyring"
    monkeypatch.setattr(Plaintext, "file", file, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.store.keyring_backends.Plaintext")
    monkeypatch.setattr(keyring.core, "_keyring_backend", Plaintext())
    yield file
    assert not file.exists()


def test_the_table_has_every_cell() -> None:
    assert [row[0] for row in ROWS] == list(KEYRINGS)
    assert all(len(row) == len(HEAD) for row in ROWS)


@pytest.mark.parametrize(("ring", "there", "expected"), CELLS, ids=[f"{ring}-{there}" for ring, there, _ in CELLS])
def test_cell(tmp_path: Path, ring: str, there: str, expected: str) -> None:
    day = before(tmp_path / "store", there)
    was = contents(day.folder)
    secrets = KEYRINGS[ring](day.secrets, tmp_path / "forgets")
    outcome = open_keys(day.folder, secrets)

    assert said(outcome) == expected
    now = contents(day.folder)
    if isinstance(outcome, Opened):
        assert day.key in (None, outcome.data_key)
        require_no_plain(tmp_path, outcome.data_key, *([outcome.recovery.secret] if outcome.recovery else []))
    else:
        assert now == was  # not a byte, and no new file
    if isinstance(outcome, NeedsUnlock) and day.key:
        require_asking_opens_it(day, outcome, secrets)
    if day.key:
        assert {name: now[name] for name in ("store.db", "images/ab/abcd.bin")} == {
            "store.db": b"encrypted",
            "images/ab/abcd.bin": b"encrypted too",
        }
        os_keys = [secret for name in day.secrets._texts if (secret := day.secrets.get(name))]
        require_no_plain(tmp_path, day.key, CODE.secret, CODE.text.encode(), PASSPHRASE.encode(), *os_keys)
        with pytest.raises(FileExistsError):
            create_with_passphrase(day.folder, "another")


def require_asking_opens_it(day: Before, asked: NeedsUnlock, secrets: SecretStore) -> None:
    """With this keyring by code and by passphrase, then with a working one, which is asked no more after."""
    with pytest.raises(KeySlotWrong):
        unlock_with_recovery(day.folder, asked.slots, RecoveryCode.new().text, secrets)
    with pytest.raises(KeySlotWrong):
        unlock_with_passphrase(day.folder, asked.slots, "wrong", secrets)
    by_code = unlock_with_recovery(day.folder, asked.slots, CODE.text.lower(), secrets)
    by_words = unlock_with_passphrase(day.folder, asked.slots, PASSPHRASE, secrets)
    assert by_code.data_key == by_words.data_key == day.key
    assert (by_code.keyring is None) == works(secrets)

    mended = MemorySecrets()
    outcome = open_keys(day.folder, mended)
    assert isinstance(outcome, NeedsUnlock)
    assert unlock_with_recovery(day.folder, outcome.slots, CODE.text, mended).keyring is None
    later = open_keys(day.folder, mended)
    assert isinstance(later, Opened)
    assert (later.data_key, later.damaged) == (day.key, ())


def works(secrets: SecretStore) -> bool:
    try:
        secrets.set("try", bytes(32))
    except KeyringUnavailable:
        return False
    return True


class TestFirstStart:
    def test_the_next_one_opens_it_and_still_asks_to_save_the_code(self, tmp_path: Path) -> None:
        secrets = MemorySecrets()
        new = open_keys(tmp_path / "store", secrets)
        later = open_keys(tmp_path / "store", secrets)
        assert isinstance(new, Opened)
        assert isinstance(later, Opened)
        assert (later.data_key, later.is_new, later.needs_recovery_saved) == (new.data_key, False, True)
        assert new.recovery == later.recovery
        later.slots.with_recovery_saved(later.data_key).save(tmp_path / "store")
        last = open_keys(tmp_path / "store", secrets)
        assert isinstance(last, Opened)
        assert not last.needs_recovery_saved

    def test_without_a_keyring_nothing_is_written_until_there_is_a_passphrase(self, tmp_path: Path) -> None:
        folder, none = tmp_path / "store", system_keyring(allowed=())
        assert open_keys(folder, none) == MemoryOnly(Reason.MISSING)
        assert not folder.exists()
        with pytest.raises(ValueError, match="empty"):
            create_with_passphrase(folder, " ")
        assert not folder.exists() or not contents(folder)
        new = create_with_passphrase(folder, PASSPHRASE)
        assert (new.is_new, new.needs_recovery_saved) == (True, True)
        asked = open_keys(folder, none)
        assert isinstance(asked, NeedsUnlock)
        assert unlock_with_passphrase(folder, asked.slots, PASSPHRASE, none).data_key == new.data_key

    def test_two_stores_of_one_clerk_do_not_touch_each_other_s_keys(self, tmp_path: Path) -> None:
        secrets = MemorySecrets()
        first = [open_keys(tmp_path / name, secrets) for name in "abc"]
        again = [open_keys(tmp_path / name, secrets) for name in "abc"]
        keys = [outcome.data_key for outcome in (*first, *again) if isinstance(outcome, Opened)]
        assert keys[:3] == keys[3:]
        assert len(set(keys)) == 3

    @pytest.mark.parametrize(
        "left",
        ["store.db", "store.db-wal", f"{FILE}.broken", "images/ab/x.bin", "backups/20260101T000000Z/store.db"],
    )
    def test_whatever_is_left_of_a_store_forbids_a_new_one(self, tmp_path: Path, left: str) -> None:
        (tmp_path / left).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / left).write_bytes(b"something")
        secrets = MemorySecrets()
        outcome = open_keys(tmp_path, secrets)
        assert isinstance(outcome, CannotOpen)
        assert isinstance(outcome.error, KeySlotsGone)
        assert contents(tmp_path) == {left: b"something"}
        assert secrets._texts == {}

    def test_what_is_no_store_does_not(self, tmp_path: Path) -> None:
        (tmp_path / "images" / "ab").mkdir(parents=True)
        for name in ("lock", ".desktop-ocr-abc.tmp"):
            (tmp_path / name).touch()
        assert said(open_keys(tmp_path, MemorySecrets())) == "new"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["images", FILE, COPY, "lock"]


def test_copied_to_another_profile(tmp_path: Path) -> None:
    """The code opens it; and the keyring there gets a key of its own, the first profile's stays."""
    day = before(tmp_path / "store", "present")
    there = MemorySecrets()
    asked = open_keys(day.folder, there)
    assert isinstance(asked, NeedsUnlock)
    assert unlock_with_recovery(day.folder, asked.slots, CODE.text, there).data_key == day.key
    assert set(there._texts).isdisjoint(day.secrets._texts)
    assert len(day.secrets._texts) == 1


def test_the_keys_of_a_backup_stand_in(tmp_path: Path) -> None:
    day = before(tmp_path / "store", "present")
    backup = day.folder / "backups" / "20260101T000000Z"
    backup.mkdir(parents=True)
    (day.folder / FILE).rename(backup / FILE)
    (day.folder / COPY).write_bytes(b"")
    outcome = open_keys(day.folder, day.secrets)
    assert isinstance(outcome, Opened)
    assert (outcome.data_key, outcome.damaged) == (day.key, (COPY,))
    assert outcome.slots.came_from_backup
    assert KeySlots.load(day.folder).came_from == FILE


def test_a_disk_that_takes_nothing_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = before(tmp_path / "store", "file damaged")
    monkeypatch.setenv("DESKTOP_OCR_FAILPOINT", "replacing.written=ENOSPC")
    outcome = open_keys(day.folder, day.secrets)
    assert isinstance(outcome, Opened)
    assert (outcome.data_key, outcome.slots.needs_saving) == (day.key, True)


def test_nothing_secret_is_shown_by_accident(tmp_path: Path) -> None:
    day = before(tmp_path / "store", "present")
    shown = repr(open_keys(day.folder, day.secrets))
    assert day.key
    assert repr(day.key) not in shown
    assert repr(CODE.secret) not in shown


def test_control_the_scanner_finds_a_planted_key(tmp_path: Path) -> None:
    key = bytes(range(100, 132))
    (tmp_path / "log").write_bytes(b"key=" + key.hex().encode())
    with pytest.raises(AssertionError):
        require_no_plain(tmp_path, key)


def test_control_the_plaintext_keyring_would_write(a_plaintext_keyring_lies_in_wait: Path) -> None:
    keyring.set_password("control", "control", "written")
    assert a_plaintext_keyring_lies_in_wait.read_text() == "written"
    a_plaintext_keyring_lies_in_wait.unlink()


def test_control_a_working_keyring_on_the_disk(tmp_path: Path) -> None:
    """The same by way of the library's interface, as the product uses it."""
    secrets = KeyringSecrets(Working(tmp_path / "keyring"))
    assert said(open_keys(tmp_path / "store", secrets)) == "new"
    assert said(open_keys(tmp_path / "store", secrets)) == "opened"


def test_damage_to_all_copies_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    day = before(tmp_path / "store", "both damaged")
    outcome = open_keys(day.folder, day.secrets)
    assert isinstance(outcome, CannotOpen)
    assert isinstance(outcome.error, KeySlotsDamaged)
