"""Secrets by name: one contract for every place they are kept in, and only the systems' own places are used."""

from __future__ import annotations

import contextlib
import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

import desktop_ocr
from desktop_ocr.store.keyrings import (
    LONGEST,
    KeyringSecrets,
    KeyringUnavailable,
    MemorySecrets,
    NoSecrets,
    Reason,
    SecretStore,
    guarded,
    system_keyring,
)
from tests.store.keyring_backends import (
    FAILING,
    LOCKED,
    MISSING,
    NAMES_THE_CLERK,
    Forgetful,
    Garbling,
    Plaintext,
    Raising,
    Working,
    can_start_secret_service,
    secret_service,
)

SECRET = bytes(range(256))


class Contract:
    """What every ``SecretStore`` does; a class of tests per store fills in the fixture ``secrets``."""

    def test_nothing_by_a_name_nobody_used(self, secrets: SecretStore) -> None:
        assert secrets.get("nobody") is None

    @pytest.mark.parametrize("secret", [b"", b"\0", b"k" * 32, SECRET], ids=len)
    def test_comes_back_to_the_bit(self, secrets: SecretStore, secret: bytes) -> None:
        secrets.set("name", secret)
        assert secrets.get("name") == secret

    def test_names_are_apart(self, secrets: SecretStore) -> None:
        secrets.set("one", b"1")
        secrets.set("two", b"2")
        assert (secrets.get("one"), secrets.get("two"), secrets.get("three")) == (b"1", b"2", None)
        secrets.delete("one")
        assert (secrets.get("one"), secrets.get("two")) == (None, b"2")

    def test_the_last_one_counts(self, secrets: SecretStore) -> None:
        secrets.set("name", b"old")
        secrets.set("name", b"new")
        assert secrets.get("name") == b"new"
        secrets.delete("name")
        assert secrets.get("name") is None

    def test_deleting_what_is_not_there(self, secrets: SecretStore) -> None:
        secrets.delete("nobody")

    def test_one_that_is_too_long_is_refused_and_the_old_one_stays(self, secrets: SecretStore) -> None:
        secrets.set("name", b"old")
        secrets.set("longest", bytes(LONGEST // 4 * 3))
        with pytest.raises(KeyringUnavailable) as caught:
            secrets.set("name", bytes(LONGEST // 4 * 3 + 1))
        assert caught.value.reason is Reason.TOO_LONG
        assert secrets.get("name") == b"old"


class TestMemory(Contract):
    @pytest.fixture
    def secrets(self) -> SecretStore:
        return MemorySecrets()


class TestKeyring(Contract):
    @pytest.fixture
    def secrets(self, tmp_path: Path) -> SecretStore:
        return KeyringSecrets(Working(tmp_path / "keyring"))

    def test_an_item_that_is_not_ours_is_nothing(self, tmp_path: Path) -> None:
        backend = Working(tmp_path / "keyring")
        backend.set_password("desktop-ocr/name", "name", "p@ssw0rd!")
        assert KeyringSecrets(backend).get("name") is None


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with secret_service(tmp_path_factory.mktemp("secrets")) as address:
        yield address


@pytest.mark.skipif(not can_start_secret_service(), reason="needs dbus-daemon and gnome-keyring-daemon")
class TestSecretService(Contract):
    """The real one, with the back-end that ``system_keyring`` finds by itself."""

    @pytest.fixture
    def secrets(self, bus: str, monkeypatch: pytest.MonkeyPatch) -> SecretStore:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
        found = system_keyring()
        assert isinstance(found, KeyringSecrets)
        return found

    @pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    def test_locked(self, secrets: SecretStore) -> None:
        """Last: without a window nobody can unlock it again."""
        import secretstorage

        secrets.set("name", b"1")
        with contextlib.closing(secretstorage.dbus_init()) as connection:
            secretstorage.get_default_collection(connection).lock()
        with pytest.raises(KeyringUnavailable) as caught:
            secrets.get("name")
        assert caught.value.reason is Reason.LOCKED
        gc.collect()  # the library leaves its connection open then; tell it here and not in another test


def reasons(secrets: SecretStore) -> set[Reason]:
    """Of every call."""
    found = set()
    for call in (lambda: secrets.get("name"), lambda: secrets.set("name", b""), lambda: secrets.delete("name")):
        with pytest.raises(KeyringUnavailable) as caught:
            call()
        assert str(caught.value) == caught.value.reason
        found.add(caught.value.reason)
    return found


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        *((error, Reason.LOCKED) for error in LOCKED),
        *((error, Reason.MISSING) for error in MISSING),
        *((error, Reason.FAILED) for error in FAILING),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_a_keyring_raises_becomes_a_reason(error: Exception, reason: Reason) -> None:
    assert reasons(KeyringSecrets(Raising(error))) == {reason}


def test_what_a_keyring_says_is_not_passed_on() -> None:
    with pytest.raises(KeyringUnavailable) as caught:
        KeyringSecrets(Raising(LOCKED[0])).get("name")
    assert NAMES_THE_CLERK not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("kind", [Forgetful, Garbling])
def test_what_a_keyring_takes_is_read_back(tmp_path: Path, kind: type[Working]) -> None:
    with pytest.raises(KeyringUnavailable) as caught:
        KeyringSecrets(kind(tmp_path / "keyring")).set("name", SECRET)
    assert caught.value.reason is Reason.FAILED


@pytest.mark.parametrize("reason", Reason)
def test_no_keyring_says_why(reason: Reason) -> None:
    assert reasons(NoSecrets(reason)) == {reason}


class TestChoice:
    """Which keyring is used."""

    @pytest.mark.parametrize(
        "full_name",
        [
            "keyring.backends.fail.Keyring",
            "keyring.backends.null.Keyring",
            "keyring.backends.chainer.ChainerBackend",
            "keyring.backends.libsecret.Keyring",
            "keyrings.alt.file.PlaintextKeyring",
            "keyrings.alt.file.EncryptedKeyring",
            "keyrings.cryptfile.cryptfile.CryptFileKeyring",
            "tests.store.keyring_backends.Plaintext",
            "keyring.backends.SecretService",
            "",
        ],
    )
    def test_only_the_systems_own(self, full_name: str) -> None:
        assert reasons(guarded(full_name)) == {Reason.REFUSED_TYPE}

    @pytest.mark.parametrize(
        "full_name",
        [
            "keyring.backends.Windows.WinVaultKeyring",
            "keyring.backends.macOS.Keyring",
            "keyring.backends.SecretService.Keyring",
            "keyring.backends.kwallet.DBusKeyring",
        ],
    )
    def test_one_that_is_not_there(self, full_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        from keyring.backend import KeyringBackend

        monkeypatch.setattr(KeyringBackend, "viable", False)
        assert reasons(guarded(full_name)) == {Reason.MISSING}

    def test_without_any_there_is_an_honest_none(self) -> None:
        assert reasons(system_keyring(allowed=())) == {Reason.MISSING}

    def test_nothing_but_the_allowed_is_used_whatever_the_library_would(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A plug-in of the highest priority, set as the library's keyring and named in the environment."""
        monkeypatch.setattr(Plaintext, "file", tmp_path / "plain", raising=False)
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.store.keyring_backends.Plaintext")
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
        monkeypatch.setattr(keyring.core, "_keyring_backend", Plaintext())
        found = system_keyring()
        with contextlib.suppress(KeyringUnavailable):
            found.set("name", SECRET)
        assert not (tmp_path / "plain").exists()
        keyring.set_password("control", "control", "would have been written")
        assert (tmp_path / "plain").exists()

    def test_the_environment_sets_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from keyring.backends import SecretService

        monkeypatch.setattr(SecretService.Keyring, "viable", True)
        monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/elsewhere")
        assert SecretService.Keyring().preferred_collection == "/elsewhere"
        found = guarded("keyring.backends.SecretService.Keyring")
        assert isinstance(found, KeyringSecrets)
        assert not hasattr(found._backend, "preferred_collection")
        assert found._backend.keychain is None

    def test_the_library_is_not_loaded_before_it_is_asked(self) -> None:
        program = "import sys, desktop_ocr.store.opening; print('keyring' in sys.modules)"
        command = [sys.executable, "-c", program]
        root = Path(desktop_ocr.__file__).parent.parent
        assert subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout == "False\n"
