"""The file of keys: each secret takes out the one data key, every altered bit is noticed, changes revoke what was."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from desktop_ocr.domain.errors import KeySlotsDamaged, KeySlotsGone, KeySlotsTooNew, KeySlotWrong
from desktop_ocr.store import wrapping
from desktop_ocr.store.key_slots import COPY, FILE, KeySlots, decoded
from desktop_ocr.store.recovery_code import RecoveryCode
from desktop_ocr.store.sub_keys import sub_key
from desktop_ocr.store.wrapping import passphrase_bytes, unwrap, wrap

KEY, OTHER_KEY = bytes(range(32)), bytes(32)
CODE, OTHER_CODE = RecoveryCode(b"sixteen bytes...".ljust(16)), RecoveryCode(bytes(16))
OS_KEY = b"k" * 32
COSTS = {name: getattr(wrapping, name) for name in ("_MEMORY", "_PASSES", "_LANES")}
"""As the program has them; other tests spend less."""
NormalForm = Literal["NFC", "NFD"]
WORDS = "正确 horse ﾊﾞｯﾃﾘｰ"


def made(**options: object) -> KeySlots:
    given = {"recovery": CODE, "os_key": ("item", OS_KEY), **options}
    return KeySlots.create(KEY, **given)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made().save(tmp_path)
    return tmp_path


class TestSecrets:
    def test_each_takes_out_the_data_key(self) -> None:
        slots = made(passphrase=WORDS)
        assert slots.unwrap_os(OS_KEY) == slots.unwrap_recovery(CODE) == slots.unwrap_passphrase(WORDS) == KEY

    @pytest.mark.parametrize(
        "try_it",
        [
            lambda slots: slots.unwrap_os(b"x" * 32),
            lambda slots: slots.unwrap_os(b""),
            lambda slots: slots.unwrap_recovery(OTHER_CODE),
            lambda slots: slots.unwrap_passphrase(WORDS + "!"),
            lambda slots: slots.unwrap_passphrase(""),
        ],
    )
    def test_another_does_not(self, try_it: Callable[[KeySlots], bytes]) -> None:
        with pytest.raises(KeySlotWrong):
            try_it(made(passphrase=WORDS))

    def test_a_slot_that_is_not_there(self) -> None:
        slots = made(os_key=None)
        assert (slots.os_name, slots.has_passphrase) == (None, False)
        with pytest.raises(KeySlotWrong):
            slots.unwrap_os(OS_KEY)
        with pytest.raises(KeySlotWrong):
            slots.unwrap_passphrase(WORDS)

    @pytest.mark.parametrize("typed", ["ｐａｓｓ１２３", " pass123\n", "pass123"])
    def test_a_passphrase_is_the_same_however_a_keyboard_writes_it(self, typed: str) -> None:
        assert passphrase_bytes(typed) == b"pass123"

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    @pytest.mark.parametrize("text", ["Café Zürich Ngôn ngữ", "密码＿ひらがな が", "비밀번호", "不更\u2f00 \uf900"])
    def test_another_input_method_opens_what_the_first_one_set(self, text: str, form: NormalForm) -> None:
        """Accents in one or two parts, syllables of Korean, radicals and compatibility forms of Chinese characters."""
        first = unicodedata.normalize(form, text)
        then = unicodedata.normalize("NFD" if form == "NFC" else "NFC", text)
        assert made(passphrase=first).unwrap_passphrase(then) == KEY

    @pytest.mark.parametrize("empty", ["", "  ", "\u3000"])
    def test_an_empty_passphrase_is_refused(self, empty: str) -> None:
        with pytest.raises(ValueError, match="empty"):
            made(passphrase=empty)

    def test_argon2_costs_what_the_specification_says(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, cost in COSTS.items():
            monkeypatch.setattr(wrapping, name, cost)
        slots = made(passphrase=WORDS)
        slot = slots.slots["pass"]
        assert (slot.memory, slot.passes, slot.lanes) == (64 * 1024, 3, 4)
        assert slots.unwrap_passphrase(WORDS) == KEY

    def test_nothing_is_wrapped_twice_the_same(self) -> None:
        one, other = made(), made()
        assert one.store != other.store
        for kind in one.slots:
            assert one.slots[kind].salt != other.slots[kind].salt
            assert one.slots[kind].wrapped != other.slots[kind].wrapped

    def test_a_data_key_has_32_bytes(self) -> None:
        with pytest.raises(ValueError, match="32"):
            KeySlots.create(b"short", recovery=CODE)


class TestSlots:
    """One slot by itself."""

    @pytest.mark.parametrize(
        "change",
        [
            {"kind": "recovery"},
            {"name": "another item"},
            {"salt": bytes(16)},
            {"nonce": bytes(12)},
            {"wrapped": bytes(48)},
            {"memory": 1},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_one_that_was_altered_does_not_open(self, change: dict[str, object]) -> None:
        slot = wrap(KEY, OS_KEY, kind="os", store="s", name="item")
        assert unwrap(slot, OS_KEY, store="s") == KEY
        with pytest.raises(KeySlotWrong):
            unwrap(replace(slot, **change), OS_KEY, store="s")  # type: ignore[arg-type]

    def test_one_of_another_store_does_not_open(self) -> None:
        slot = wrap(KEY, OS_KEY, kind="os", store="one")
        with pytest.raises(KeySlotWrong):
            unwrap(slot, OS_KEY, store="other")

    @pytest.mark.parametrize(
        "change",
        [
            {"kind": "door"},
            {"salt": "00"},
            {"nonce": "zz" * 12},
            {"wrapped": ""},
            {"wrapped": 5},
            {"name": 5},
            {"memory": -1},
            {"memory": 10**9},
            {"passes": 0},
            {"lanes": 10**9},
            {"memory": True},
            {"more": 1},
        ],
        ids=str,
    )
    def test_values_no_slot_has(self, change: dict[str, object]) -> None:
        """Above all costs that would take the computer's memory or an hour."""
        good = wrapping.Slot("pass", bytes(16), bytes(12), bytes(48), "", 64, 3, 4).values()
        wrapping.Slot.from_values(good)
        with pytest.raises(KeySlotsDamaged):
            wrapping.Slot.from_values({**good, **change})


class TestSeal:
    def test_only_the_data_key_fits(self) -> None:
        made().verify(KEY)
        with pytest.raises(KeySlotsDamaged):
            made().verify(OTHER_KEY)

    @pytest.mark.parametrize(
        "change",
        [
            lambda slots: replace(slots, seal=bytes(32)),
            lambda slots: replace(
                slots, slots={**slots.slots, "pass": wrap(KEY, b"x", kind="pass", store=slots.store)}
            ),
            lambda slots: replace(slots, slots={kind: slots.slots[kind] for kind in ("os", "recovery")}),
        ],
    )
    def test_slots_put_in_or_taken_out_on_purpose_are_noticed(self, change: Callable[[KeySlots], KeySlots]) -> None:
        altered = decoded(change(made()).encoded())  # with a digest that fits
        for unwrap_it in (lambda: altered.unwrap_os(OS_KEY), lambda: altered.unwrap_recovery(CODE)):
            with pytest.raises(KeySlotsDamaged):
                unwrap_it()

    @pytest.mark.parametrize(
        "change",
        [
            lambda slots, key: slots.with_os(key, "item", OS_KEY),
            lambda slots, key: slots.with_passphrase(key, WORDS),
            lambda slots, key: slots.without_passphrase(key),
            lambda slots, key: slots.with_recovery(key, OTHER_CODE),
            lambda slots, key: slots.with_recovery_saved(key),
        ],
    )
    def test_no_change_with_another_key(self, change: Callable[[KeySlots, bytes], KeySlots]) -> None:
        change(made(), KEY).verify(KEY)
        with pytest.raises(KeySlotsDamaged):
            change(made(), OTHER_KEY)


class TestChanges:
    def test_a_new_key_in_the_keyring(self) -> None:
        slots = made().with_os(KEY, "newer", b"n" * 32)
        assert slots.os_name == "newer"
        assert slots.unwrap_os(b"n" * 32) == slots.unwrap_recovery(CODE) == KEY
        with pytest.raises(KeySlotWrong):
            slots.unwrap_os(OS_KEY)

    def test_a_new_recovery_code(self) -> None:
        slots = made().with_recovery_saved(KEY).with_recovery(KEY, OTHER_CODE)
        assert slots.unwrap_recovery(OTHER_CODE) == KEY
        assert slots.recovery_to_save(KEY) == OTHER_CODE
        with pytest.raises(KeySlotWrong):
            slots.unwrap_recovery(CODE)

    def test_the_code_stays_until_it_is_saved(self) -> None:
        assert made().recovery_to_save(KEY) == CODE
        saved = made().with_recovery_saved(KEY)
        assert saved.recovery_to_save(KEY) is None
        assert saved.unwrap_recovery(CODE) == KEY

    def test_a_passphrase_comes_changes_and_goes(self) -> None:
        first = made().with_passphrase(KEY, "first")
        second = first.with_passphrase(KEY, "second")
        assert second.unwrap_passphrase("second") == KEY
        with pytest.raises(KeySlotWrong):
            second.unwrap_passphrase("first")
        assert not second.without_passphrase(KEY).has_passphrase


class TestFiles:
    def test_come_back(self, folder: Path) -> None:
        slots = KeySlots.load(folder)
        assert slots.unwrap_os(OS_KEY) == KEY
        assert (slots.came_from, slots.damaged, slots.needs_saving, slots.came_from_backup) == (FILE, (), False, False)
        assert decoded(slots.encoded()) == replace(slots, came_from="")

    def test_are_written_twice(self, folder: Path) -> None:
        assert sorted(path.name for path in folder.iterdir()) == [FILE, COPY]
        assert (folder / FILE).read_bytes() == (folder / COPY).read_bytes()

    def test_what_was_revoked_is_in_neither(self, folder: Path) -> None:
        KeySlots.load(folder).with_recovery(KEY, OTHER_CODE).save(folder)
        for name in (FILE, COPY):
            with pytest.raises(KeySlotWrong):
                decoded((folder / name).read_bytes()).unwrap_recovery(CODE)

    @pytest.mark.parametrize("content", [None, b"", b"\xff", b"[]", b"{}", b"null", b"[" * 100_000, b'{"version": 9}'])
    def test_the_copy_stands_in(self, folder: Path, content: bytes | None) -> None:
        if content is None:
            (folder / FILE).unlink()
        else:
            (folder / FILE).write_bytes(content)
        slots = KeySlots.load(folder)
        assert slots.unwrap_os(OS_KEY) == KEY
        assert (slots.came_from, slots.came_from_backup, slots.needs_saving) == (COPY, True, True)
        assert slots.damaged == (() if content is None else (FILE,))

    @pytest.mark.parametrize("content", [None, b"", b"{}"])
    def test_a_copy_that_is_gone_or_damaged_is_noticed(self, folder: Path, content: bytes | None) -> None:
        (folder / COPY).unlink()
        if content is not None:
            (folder / COPY).write_bytes(content)
        slots = KeySlots.load(folder)
        assert (slots.came_from, slots.needs_saving) == (FILE, True)
        assert slots.damaged == (() if content is None else (COPY,))

    def test_the_newest_backup_stands_in_for_both(self, folder: Path) -> None:
        for number, time in enumerate(["20260101T000000Z", "20260301T000000Z", "20260201T000000Z"]):
            (folder / "backups" / time).mkdir(parents=True)
            (folder / "backups" / time / FILE).write_bytes(made(os_key=(f"item {number}", OS_KEY)).encoded())
        (folder / FILE).unlink()
        (folder / COPY).write_bytes(b"")
        slots = KeySlots.load(folder)
        assert slots.os_name == "item 1"
        assert (slots.came_from, slots.damaged) == (f"backups/20260301T000000Z/{FILE}", (COPY,))

    def test_a_file_that_cannot_be_read_counts_as_damaged(self, folder: Path) -> None:
        (folder / FILE).unlink()
        (folder / FILE).mkdir()
        assert KeySlots.load(folder).damaged == (FILE,)

    def test_none_is_whole(self, folder: Path) -> None:
        (folder / FILE).write_bytes(b"")
        (folder / COPY).write_bytes(b"")
        with pytest.raises(KeySlotsDamaged):
            KeySlots.load(folder)

    def test_there_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(KeySlotsGone):
            KeySlots.load(tmp_path)

    def test_from_a_newer_version(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("desktop_ocr.store.key_slots._VERSION", 2)
        newer = made().encoded()
        monkeypatch.undo()
        (folder / FILE).write_bytes(newer)
        with pytest.raises(KeySlotsTooNew):
            KeySlots.load(folder)
        assert (folder / FILE).read_bytes() == newer

    @pytest.mark.parametrize(
        "change",
        [
            {"store": "short"},
            {"version": 0},
            {"version": "1"},
            {"format": "other"},
            {"slots": []},
            {"slots": {}},
            {"seal": 5},
            {"seal": "zz"},
            {"more": 1},
        ],
        ids=str,
    )
    def test_a_digest_alone_makes_no_key_slots(self, change: dict[str, object]) -> None:
        from desktop_ocr.store import key_slots

        values = json.loads(made().encoded())
        del values["digest"]
        values |= change
        digest = key_slots.hashlib.sha256(key_slots._text(values)).hexdigest()
        with pytest.raises(KeySlotsDamaged):
            decoded(key_slots._text({**values, "digest": digest}))

    def test_the_recovery_slot_is_never_left_out(self) -> None:
        slots = made()
        without = replace(slots, slots={"os": slots.slots["os"]})
        with pytest.raises(KeySlotsDamaged):
            decoded(without.encoded())

    def test_what_would_not_read_back_replaces_nothing(self, folder: Path) -> None:
        before = (folder / FILE).read_bytes()
        slots = made()
        with pytest.raises(KeySlotsDamaged):
            replace(slots, slots={"os": slots.slots["os"]}).save(folder)
        assert (folder / FILE).read_bytes() == before

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
    def test_are_their_owner_s_alone(self, folder: Path) -> None:
        assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())


def test_sub_keys_differ_by_purpose_and_stay_the_same_in_every_version() -> None:
    keys = [sub_key(KEY, purpose) for purpose in ("database", "names", "slots")]
    assert [key.hex()[:16] for key in keys] == ["6c20699a0c0c5a96", "a9b29683d3931544", "bca8c5852ce29d44"]
    assert {len(key) for key in keys} == {32}
