"""Every error a clerk may meet: a closed list.  The sentences stand, in both languages, in ``resources/errors.toml``.

    ClerkError
    ├── SourceError                 the file
    │   ├── SourceGone              E_GONE          not there (any more)
    │   ├── SourceForbidden         E_PERMISSION    may not be opened
    │   ├── SourcePath              E_PATH          a path that this system cannot open
    │   ├── SourceEmpty             E_EMPTY         has no bytes
    │   ├── SourceFormat            E_FORMAT        not a picture we read
    │   ├── SourceDamaged           E_DAMAGED       cut off, corrupt, or fatal to the decoder
    │   │   └── SourceRuined        E_RUINED        so damaged that nothing of it can be shown
    │   ├── SourceTooLarge          E_TOO_LARGE     more bytes or pixels than we accept
    │   ├── SourceTooSmall          E_TOO_SMALL     a side of less than 32 pixels
    │   ├── SourceShape             E_SHAPE         more than 20 times as long as wide
    │   ├── AddressRefused          E_ADDRESS       a web address that is not fetched from
    │   ├── DownloadFailed          E_DOWNLOAD      a web address from which nothing came
    │   ├── SourceLocked            E_PASSWORD      opens only with a password, and none or a wrong one was given
    │   ├── PagesNotChosen          E_PAGES         so many pages that a person has to choose, and nobody has yet
    │   └── SourceArchive           E_ARCHIVE       packed (OFD) in a way that is not safe to open
    ├── ReadingError                the engine
    │   ├── WorkerDied              E_WORKER        the process that read this page ended
    │   ├── ReadingTimeout          E_TIMEOUT       reading took too long and was stopped
    │   ├── ModelsUnfit             E_MODELS        a model file is missing or not the one we know
    │   └── ServiceError                an engine that asks a service elsewhere
    │       ├── EngineOff           E_ENGINE_OFF    nobody has switched it on
    │       ├── KeysMissing         E_KEYS_MISSING  it has not been given its keys
    │       ├── KeyringShut         E_KEYRING       the system's keyring does not give the keys
    │       ├── ApiKeyWrong         E_API_KEY       the service does not know the API Key
    │       ├── SecretKeyWrong      E_SECRET_KEY    the Secret Key is not that of the API Key
    │       ├── NoNetwork           E_NETWORK       its name is not found
    │       ├── ServiceUnreachable  E_UNREACHABLE   no connection to it
    │       ├── CertificateUntrusted    E_CERTIFICATE   what answers cannot prove that it is the service
    │       ├── ProxyLocked         E_PROXY_PASSWORD    the proxy wants a password
    │       ├── ProxyGone           E_PROXY         no connection to the proxy
    │       ├── UploadBroken        E_UPLOAD        sending stalled or broke off
    │       ├── CallUnknown         E_CALL_UNKNOWN  sent, and nobody knows what became of it
    │       ├── ServiceBroken       E_SERVICE_BROKEN    it failed with the page in hand
    │       ├── ServiceDown         E_SERVICE_DOWN  it is out of order at the moment
    │       ├── TooManyCalls        E_TOO_MANY      it asks for a slower pace
    │       ├── ServiceForbids      E_FORBIDDEN     it does not let us in
    │       ├── ClockOff            E_CLOCK_OFF     it does not let us in, and the computer's clock is wrong
    │       ├── PageRefused         E_PAGE_REFUSED  it does not take what was sent
    │       ├── LoginNeeded         E_LOGIN         something else answers: the network wants a login first
    │       ├── AnswerCutOff        E_ANSWER_CUT    the end of its answer is missing
    │       ├── AnswerOdd           E_ANSWER        its answer is none that anybody understands
    │       ├── TaskUnfinished      E_TASK          it is still at it, and is asked later
    │       ├── QueueStopped        E_QUEUE_STOPPED too many failures in a row: nothing more is sent
    │       ├── CapReached          E_CAP           the month's money is spent: nothing more is sent
    │       ├── LeftWaiting         E_LEFT_WAITING  it was not sent before the program ended: a person says go on
    │       └── Refused             E_REFUSED       it said no, with a number
    │           ├── RefusedKeys     E_REFUSED_KEYS  because of the keys
    │           ├── RefusedAccess   E_REFUSED_ACCESS    this account may not use that interface
    │           ├── QuotaUsedUp     E_REFUSED_QUOTA all calls that were paid for are used up
    │           ├── RefusedPace     E_REFUSED_PACE  too many calls at once
    │           ├── RefusedPicture  E_REFUSED_PICTURE   because of the picture
    │           ├── RefusedCall     E_REFUSED_CALL  because of what it was asked
    │           ├── NothingFound    E_REFUSED_NOTHING   it found no such paper
    │           ├── FailedWithin    E_REFUSED_WITHIN    it failed
    │           └── RefusedTask     E_REFUSED_TASK  it has no such task, or the task failed
    ├── ExportError                 the spreadsheet
    │   ├── TargetBusy              E_TARGET_BUSY   open in another program
    │   ├── TargetForbidden         E_TARGET        may not be written there
    │   ├── DiskFull                E_DISK_FULL     no room
    │   └── ExportCorrupt           E_READ_BACK     what was written did not read back the same
    ├── UnlockError                 the keys of the store
    │   ├── RecoveryCodeWrong       E_RECOVERY_CODE     what was typed is no recovery code
    │   │   └── RecoveryGroupWrong  E_RECOVERY_GROUP    one group of it has a slip
    │   ├── KeySlotWrong            E_KEY_WRONG     the code, passphrase or keyring is of another store
    │   ├── KeySlotsDamaged         E_KEY_SLOTS     no whole copy of the file of keys
    │   ├── KeySlotsGone            E_KEY_SLOTS_GONE    papers are there, the file of keys is not
    │   └── KeySlotsTooNew          E_KEY_SLOTS_NEW     written by a newer version
    ├── StoreError                  the store of the work
    │   ├── StoreKeyWrong           E_STORE_KEY     the key does not fit, or the file's beginning is damaged
    │   ├── StoreDamaged            E_STORE_DAMAGED a part is missing or not what was written
    │   ├── StoreTooNew             E_STORE_NEW     made by a later version of the program
    │   ├── StoreBusy               E_STORE_BUSY    another program has it open
    │   ├── StoreFull               E_STORE_FULL    no room on its disk
    │   ├── StoreUnwritable         E_STORE_WRITE   the disk refuses
    │   ├── SqliteTooOld            E_SQLITE        the database library is one that can damage it
    │   ├── PictureGone             E_PICTURE_GONE  a picture's file is not there
    │   ├── PictureDamaged          E_PICTURE_DAMAGED  a picture's file is not what was written
    │   ├── BackupFailed            E_BACKUP        no backup was made
    │   ├── BackupFull              E_BACKUP_FULL   no backup was made: no room
    │   ├── BackupDamaged           E_BACKUP_DAMAGED  a backup is not what was written
    │   └── RestoreFailed           E_RESTORE       a backup could not be put in place
    ├── StoreWarning                the store is open, and something about it is not as it should be; never raised
    │   ├── LittleRoom              E_LITTLE_ROOM   the disk is nearly full
    │   ├── ClockBehind             E_CLOCK         the computer's clock shows a day before one that is known
    │   ├── ClockAhead              E_CLOCK_AHEAD   it shows a day long after the last one known: nothing goes by it yet
    │   ├── StoreOnNetwork          E_STORE_REMOTE  lies on a network drive
    │   ├── StoreSynced             E_STORE_SYNCED  lies in a folder that a program copies elsewhere
    │   └── FormerStoreAside        E_ASIDE         a backup was restored; what was there before is kept beside it
    ├── CameraError                 the camera; what was taken before is in the list
    │   ├── CameraNone              E_CAMERA_NONE   there is none
    │   ├── CameraBusy              E_CAMERA_BUSY   it gives no picture: another program has it
    │   ├── CameraLost              E_CAMERA_LOST   it gave pictures and stopped: unplugged
    │   ├── CameraForbidden         E_CAMERA_FORBIDDEN  the system does not let us
    │   └── CameraLibrary           E_CAMERA_LIBRARY    the system has not what cameras need
    ├── TypeFileBroken              E_TYPE_FILE     a file that describes a kind of paper
    └── Unexpected                  E_UNEXPECTED    anything else: our bug

``facts`` fill the placeholders of the sentences; they hold sizes, names of formats and file names of our own, never
contents of a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from desktop_ocr.domain.remedies import Remedy


class ClerkError(Exception):
    """Base of the closed list; survives pickling from a worker process."""

    code: ClassVar[str]

    def __init__(self, **facts: str | int) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.facts)


def _rebuild(kind: type[ClerkError], facts: dict[str, str | int]) -> ClerkError:
    return kind(**facts)


class SourceError(ClerkError):
    """The file cannot be taken in."""


class SourceGone(SourceError):
    code = "E_GONE"


class SourceForbidden(SourceError):
    code = "E_PERMISSION"


class SourcePath(SourceError):
    """The path is too long or has characters that the system does not allow."""

    code = "E_PATH"


class SourceEmpty(SourceError):
    code = "E_EMPTY"


class SourceFormat(SourceError):
    """Fact: ``format``, the real type by its first bytes."""

    code = "E_FORMAT"


class SourceDamaged(SourceError):
    code = "E_DAMAGED"


class SourceRuined(SourceDamaged):
    code = "E_RUINED"


class SourceTooLarge(SourceError):
    """Facts: ``size`` and ``limit``, words with units."""

    code = "E_TOO_LARGE"


class SourceTooSmall(SourceError):
    """Facts: ``width``, ``height`` in pixels."""

    code = "E_TOO_SMALL"


class SourceShape(SourceError):
    """Facts: ``width``, ``height`` in pixels."""

    code = "E_SHAPE"


class AddressRefused(SourceError):
    code = "E_ADDRESS"


class DownloadFailed(SourceError):
    code = "E_DOWNLOAD"


class SourceLocked(SourceError):
    code = "E_PASSWORD"


class PagesNotChosen(SourceError):
    """Fact: ``pages``, how many there are."""

    code = "E_PAGES"


class SourceArchive(SourceError):
    code = "E_ARCHIVE"


class ReadingError(ClerkError):
    """The page could not be read."""


class WorkerDied(ReadingError):
    code = "E_WORKER"


class ReadingTimeout(ReadingError):
    """Fact: ``seconds``."""

    code = "E_TIMEOUT"


class ModelsUnfit(ReadingError):
    """Fact: ``file``, the name of the model file."""

    code = "E_MODELS"


class ServiceError(ReadingError):
    """A service elsewhere did not read the page.

    ``stops_queue``: the next page would fare no better, so it is not sent.  ``may_be_billed``: the page may have been
    read and paid for.  ``remedies`` is what a clerk can do, the best first.
    """

    stops_queue: ClassVar[bool] = False
    may_be_billed: ClassVar[bool] = False
    remedies: ClassVar[tuple[Remedy, ...]] = (Remedy.TRY_AGAIN, Remedy.READ_OFFLINE)


class EngineOff(ServiceError):
    code = "E_ENGINE_OFF"
    stops_queue = True
    remedies = (Remedy.CHECK_SETTINGS, Remedy.READ_OFFLINE)


class KeysMissing(ServiceError):
    code = "E_KEYS_MISSING"
    stops_queue = True
    remedies = (Remedy.CHECK_KEYS, Remedy.READ_OFFLINE)


class KeyringShut(ServiceError):
    code = "E_KEYRING"
    stops_queue = True
    remedies = (Remedy.TRY_AGAIN, Remedy.CHECK_KEYS, Remedy.READ_OFFLINE)


class ApiKeyWrong(ServiceError):
    code = "E_API_KEY"
    stops_queue = True
    remedies = (Remedy.CHECK_KEYS, Remedy.READ_OFFLINE)


class SecretKeyWrong(ServiceError):
    code = "E_SECRET_KEY"
    stops_queue = True
    remedies = (Remedy.CHECK_KEYS, Remedy.READ_OFFLINE)


class NoNetwork(ServiceError):
    code = "E_NETWORK"
    remedies = (Remedy.CHECK_NETWORK, Remedy.TRY_AGAIN, Remedy.READ_OFFLINE)


class ServiceUnreachable(ServiceError):
    code = "E_UNREACHABLE"
    remedies = (Remedy.CHECK_NETWORK, Remedy.TRY_AGAIN, Remedy.READ_OFFLINE)


class CertificateUntrusted(ServiceError):
    code = "E_CERTIFICATE"
    stops_queue = True
    remedies = (Remedy.CHECK_NETWORK, Remedy.CHECK_CLOCK, Remedy.READ_OFFLINE)


class ProxyLocked(ServiceError):
    """Fact: ``proxy``, its host and port."""

    code = "E_PROXY_PASSWORD"
    stops_queue = True
    remedies = (Remedy.CHECK_NETWORK, Remedy.READ_OFFLINE)


class ProxyGone(ServiceError):
    """Fact: ``proxy``, its host and port."""

    code = "E_PROXY"
    remedies = (Remedy.CHECK_NETWORK, Remedy.TRY_AGAIN, Remedy.READ_OFFLINE)


class UploadBroken(ServiceError):
    code = "E_UPLOAD"


class CallUnknown(ServiceError):
    code = "E_CALL_UNKNOWN"
    may_be_billed = True
    remedies = (Remedy.READ_AGAIN, Remedy.READ_OFFLINE, Remedy.GIVE_UP)


class ServiceBroken(ServiceError):
    code = "E_SERVICE_BROKEN"
    may_be_billed = True
    remedies = (Remedy.READ_AGAIN, Remedy.READ_OFFLINE, Remedy.GIVE_UP)


class ServiceDown(ServiceError):
    code = "E_SERVICE_DOWN"


class TooManyCalls(ServiceError):
    code = "E_TOO_MANY"


class ServiceForbids(ServiceError):
    code = "E_FORBIDDEN"
    stops_queue = True
    remedies = (Remedy.CHECK_KEYS, Remedy.READ_OFFLINE)


class ClockOff(ServiceError):
    """Fact: ``minutes`` between the computer's clock and the service's."""

    code = "E_CLOCK_OFF"
    stops_queue = True
    remedies = (Remedy.CHECK_CLOCK, Remedy.READ_OFFLINE)


class PageRefused(ServiceError):
    code = "E_PAGE_REFUSED"
    remedies = (Remedy.NEW_PICTURE, Remedy.READ_OFFLINE)


class LoginNeeded(ServiceError):
    code = "E_LOGIN"
    stops_queue = True
    remedies = (Remedy.CHECK_NETWORK, Remedy.TRY_AGAIN, Remedy.READ_OFFLINE)


class AnswerCutOff(ServiceError):
    code = "E_ANSWER_CUT"
    may_be_billed = True
    remedies = (Remedy.READ_AGAIN, Remedy.READ_OFFLINE)


class AnswerOdd(ServiceError):
    code = "E_ANSWER"
    may_be_billed = True
    remedies = (Remedy.READ_OFFLINE, Remedy.READ_AGAIN)


class TaskUnfinished(ServiceError):
    code = "E_TASK"
    remedies = (Remedy.TRY_AGAIN, Remedy.READ_OFFLINE)


class QueueStopped(ServiceError):
    """Fact: ``count`` of failures in a row."""

    code = "E_QUEUE_STOPPED"
    stops_queue = True
    remedies = (Remedy.CHECK_NETWORK, Remedy.TRY_AGAIN, Remedy.READ_OFFLINE)


class CapReached(ServiceError):
    """Fact: ``cap``, what may be spent in a month, in yuan."""

    code = "E_CAP"
    stops_queue = True
    remedies = (Remedy.CHECK_SETTINGS, Remedy.READ_OFFLINE)


class LeftWaiting(ServiceError):
    code = "E_LEFT_WAITING"
    stops_queue = True
    remedies = (Remedy.TRY_AGAIN, Remedy.READ_OFFLINE)


class Refused(ServiceError):
    """Facts: ``number`` and ``log_id``, by which the service finds the call again.

    The fact of the engine's id comes with them, and where the service gave one, its own explanation: a number that is
    known has a sentence of its own, in the engine's resources.
    """

    code = "E_REFUSED"


class RefusedKeys(Refused):
    """Facts: ``number`` and ``log_id``."""

    code = "E_REFUSED_KEYS"
    stops_queue = True
    remedies = (Remedy.CHECK_KEYS, Remedy.READ_OFFLINE)


class RefusedAccess(Refused):
    """Facts: ``number`` and ``log_id``."""

    code = "E_REFUSED_ACCESS"
    stops_queue = True
    remedies = (Remedy.OPEN_CONSOLE, Remedy.READ_OFFLINE)


class QuotaUsedUp(Refused):
    """Facts: ``number`` and ``log_id``."""

    code = "E_REFUSED_QUOTA"
    stops_queue = True
    remedies = (Remedy.READ_OFFLINE, Remedy.OPEN_CONSOLE)


class RefusedPace(Refused):
    """Facts: ``number`` and ``log_id``."""

    code = "E_REFUSED_PACE"


class RefusedPicture(Refused):
    """Facts: ``number`` and ``log_id``."""

    code = "E_REFUSED_PICTURE"
    remedies = (Remedy.NEW_PICTURE, Remedy.READ_OFFLINE)


class RefusedCall(Refused):
    """Facts: ``number`` and ``log_id``."""

    code = "E_REFUSED_CALL"
    remedies = (Remedy.CHECK_SETTINGS, Remedy.READ_OFFLINE)


class NothingFound(Refused):
    """Facts: ``number`` and ``log_id``."""

    code = "E_REFUSED_NOTHING"
    remedies = (Remedy.CHANGE_KIND, Remedy.NEW_PICTURE, Remedy.READ_OFFLINE)


class FailedWithin(Refused):
    """Facts: ``number`` and ``log_id``."""

    code = "E_REFUSED_WITHIN"


class RefusedTask(Refused):
    """Facts: ``number`` and ``log_id``."""

    code = "E_REFUSED_TASK"
    remedies = (Remedy.READ_AGAIN, Remedy.READ_OFFLINE)


class ExportError(ClerkError):
    """The spreadsheet could not be written; an older file at the target is untouched."""


class TargetBusy(ExportError):
    """Fact: ``name`` of the target."""

    code = "E_TARGET_BUSY"


class TargetForbidden(ExportError):
    """Fact: ``name`` of the target."""

    code = "E_TARGET"


class DiskFull(ExportError):
    """Fact: ``name`` of the target."""

    code = "E_DISK_FULL"


class ExportCorrupt(ExportError):
    """Fact: ``name`` of the target."""

    code = "E_READ_BACK"


class UnlockError(ClerkError):
    """The store stays closed; nothing in it was changed."""


class RecoveryCodeWrong(UnlockError):
    code = "E_RECOVERY_CODE"


class RecoveryGroupWrong(RecoveryCodeWrong):
    """Fact: ``group``, from 1."""

    code = "E_RECOVERY_GROUP"


class KeySlotWrong(UnlockError):
    code = "E_KEY_WRONG"


class KeySlotsDamaged(UnlockError):
    code = "E_KEY_SLOTS"


class KeySlotsGone(UnlockError):
    code = "E_KEY_SLOTS_GONE"


class KeySlotsTooNew(UnlockError):
    code = "E_KEY_SLOTS_NEW"


class StoreError(ClerkError):
    """The store cannot be opened, read or written; what was acknowledged before is still in it."""


class StoreKeyWrong(StoreError):
    code = "E_STORE_KEY"


class StoreDamaged(StoreError):
    code = "E_STORE_DAMAGED"


class StoreTooNew(StoreError):
    """Facts: ``found`` and ``known``, numbers of schemas."""

    code = "E_STORE_NEW"


class StoreBusy(StoreError):
    code = "E_STORE_BUSY"


class StoreFull(StoreError):
    code = "E_STORE_FULL"


class StoreUnwritable(StoreError):
    code = "E_STORE_WRITE"


class SqliteTooOld(StoreError):
    """Facts: ``found`` and ``needed``, versions."""

    code = "E_SQLITE"


class PictureGone(StoreError):
    code = "E_PICTURE_GONE"


class PictureDamaged(StoreError):
    code = "E_PICTURE_DAMAGED"


class BackupFailed(StoreError):
    code = "E_BACKUP"


class BackupFull(StoreError):
    code = "E_BACKUP_FULL"


class BackupDamaged(StoreError):
    """Fact: ``name`` of the backup: when it was made."""

    code = "E_BACKUP_DAMAGED"


class RestoreFailed(StoreError):
    """Fact: ``name`` of the backup: when it was made."""

    code = "E_RESTORE"


class StoreWarning(ClerkError):
    """Told once at the start; a value, for nothing has failed."""


class LittleRoom(StoreWarning):
    """Facts: ``free`` and ``needed``, in MB."""

    code = "E_LITTLE_ROOM"


class ClockBehind(StoreWarning):
    """Facts: ``today``, the clock's day, and ``known``, the day that was there already."""

    code = "E_CLOCK"


class ClockAhead(StoreWarning):
    """Facts: ``today``, the clock's day, and ``known``, the last day that was believed."""

    code = "E_CLOCK_AHEAD"


class StoreOnNetwork(StoreWarning):
    code = "E_STORE_REMOTE"


class StoreSynced(StoreWarning):
    """Fact: ``service``, the name of what synchronises the folder."""

    code = "E_STORE_SYNCED"


class FormerStoreAside(StoreWarning):
    """Facts: ``name`` of the folder, and ``until``, the day on which its time is over."""

    code = "E_ASIDE"


class CameraError(ClerkError):
    """The camera gives no pictures; those taken before are documents already."""


class CameraNone(CameraError):
    code = "E_CAMERA_NONE"


class CameraBusy(CameraError):
    """Fact: ``name`` of the camera."""

    code = "E_CAMERA_BUSY"


class CameraLost(CameraError):
    """Fact: ``name`` of the camera."""

    code = "E_CAMERA_LOST"


class CameraForbidden(CameraError):
    code = "E_CAMERA_FORBIDDEN"


class CameraLibrary(CameraError):
    code = "E_CAMERA_LIBRARY"


class TypeFileBroken(ClerkError):
    """Facts: ``file``, ``line`` (from 1), ``problem`` (English, for whoever writes such files)."""

    code = "E_TYPE_FILE"


class Unexpected(ClerkError):
    """Fact: ``kind``, the class name of the exception; its text may hold personal data and is left out."""

    code = "E_UNEXPECTED"


def all_errors(base: type[ClerkError] = ClerkError) -> Iterator[type[ClerkError]]:
    """Every class of the list that has a code."""
    for kind in base.__subclasses__():
        if "code" in vars(kind):
            yield kind
        yield from all_errors(kind)
