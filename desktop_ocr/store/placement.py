"""Where the store lies: on a drive of this computer or of another, in a folder that a program copies elsewhere or not.

A write-ahead log is only safe where one computer sees the file, and what a network drive says of locks and flushing is
not always so: there the database gets a rollback journal.  A folder that is synchronised may be copied in the middle of
a write, and two computers may write to their copies.  RELIABILITY.md §3.

``look`` asks this computer; all that decides is a function of what it answers.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

_NETWORK = re.compile(
    r"nfs4?|cifs|smb[23]|smbfs|afpfs|webdav|davfs2?|ncpfs|afs|9p|ceph|glusterfs|lustre|gpfs|beegfs|ocfs2|gfs2|vboxsf|"
    r"prl_fs|vmhgfs(-fuse)?|sshfs|rclone|curlftpfs|gvfsd-fuse|s3fs"
)
"""Types of file systems whose files another computer holds, or the host of a virtual one; without ``fuse.``."""
_REMOTE_DRIVE = 4  # GetDriveTypeW
_MOUNT_SECONDS = 2.0

_VARIABLES = {"OneDrive": "OneDrive", "OneDriveCommercial": "OneDrive", "OneDriveConsumer": "OneDrive"}
"""What names a synchronised folder in the environment."""
_MARKERS = {
    ".stfolder": "Syncthing",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
}
"""What such a program leaves in the top of its folder."""
_NAMES = tuple(
    (re.compile(pattern, re.IGNORECASE), service)
    for pattern, service in (
        (r"OneDrive( ?- ?.+)?|OneDrive-.+", "OneDrive"),
        (r"Dropbox( \(.+\))?", "Dropbox"),
        (r"Mobile Documents|iCloud ?Drive|iCloud 云盘", "iCloud Drive"),
        (r"(我的)?坚果云|Nutstore( ?Files)?", "坚果云 Nutstore"),
        (r"BaiduSyncdisk|百度网盘同步空间|百度云同步盘", "百度网盘"),
        (r"WPS ?云盘|WPS ?Drive|WPS Cloud Files", "WPS云盘"),
        (r"Google ?Drive|GoogleDrive-.+|我的云端硬盘", "Google Drive"),
        (r"(Nextcloud|ownCloud)\d?", "Nextcloud"),
        (r"Syncthing", "Syncthing"),
    )
)
"""What such programs call their folders."""


@dataclass(frozen=True, slots=True)
class Place:
    """``synced_by``: the name of the service, or nothing.  ``free``: bytes on the drive, None if it does not say."""

    is_remote: bool = False
    synced_by: str = ""
    free: int | None = None


def look(folder: Path) -> Place:
    """The place of a folder, which need not exist yet.  Raises nothing: what cannot be found out is no reason to warn.

    May wait for a drive: not on the window's thread.
    """
    real = Path(os.path.realpath(folder))
    free = None
    with contextlib.suppress(OSError):
        free = shutil.disk_usage(next(path for path in (real, *real.parents) if path.exists())).free
    return Place(_is_remote(real), synced_by(real, os.environ, Path.exists), free)


def synced_by(folder: Path, environment: Mapping[str, str], exists: Callable[[Path], bool]) -> str:
    """The service that synchronises a folder, by variables, marks and names of it and those above; or nothing."""
    within = (folder, *folder.parents)
    for variable, service in _VARIABLES.items():
        if environment.get(variable) and Path(environment[variable]) in within:
            return service
    for path in within:
        for name, service in _MARKERS.items():
            with contextlib.suppress(OSError):
                if exists(path / name):
                    return service
        for pattern, service in _NAMES:
            if pattern.fullmatch(path.name):
                return service
    return ""


def is_network(file_system: str) -> bool:
    """Whether a file system of that type holds its files elsewhere."""
    return _NETWORK.fullmatch(file_system.lower().removeprefix("fuse.")) is not None


def linux_file_system(folder: PurePath, mountinfo: str) -> str:
    """The type of the file system a folder lies on, by ``/proc/self/mountinfo``; nothing if that does not say."""
    return _innermost(folder, _linux_mounts(mountinfo))


def mac_file_system(folder: PurePath, mounted: str) -> str:
    """As ``linux_file_system``, by what ``mount`` prints."""
    lines = re.finditer(r"^.* on (/.*) \(([\w.]+)[,)]", mounted, re.MULTILINE)
    return _innermost(folder, ((line[1], line[2]) for line in lines))


def is_remote_drive(folder: PureWindowsPath, drive_type: Callable[[str], int]) -> bool:
    r"""Whether Windows has a folder from another computer: ``\\server\share``, or a letter that stands for such."""
    text = re.sub(r"^\\\\\?\\(UNC\\)?", lambda start: r"\\" if start[1] else "", str(folder), flags=re.IGNORECASE)
    return text.startswith("\\\\") or drive_type(text[:2] + "\\") == _REMOTE_DRIVE


def _linux_mounts(mountinfo: str) -> Iterator[tuple[str, str]]:
    for line in mountinfo.splitlines():
        before, found, after = line.partition(" - ")
        parts, kind = before.split(" "), after.split(" ")[0]
        if found and len(parts) > 4:
            yield re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), parts[4]), kind


def _innermost(folder: PurePath, mounts: Iterator[tuple[str, str]]) -> str:
    """Of two in the same place the later one covers the other."""
    depth, kind = 0, ""
    for place, its_kind in mounts:
        path = type(folder)(place)
        if folder.is_relative_to(path) and len(path.parts) >= depth:
            depth, kind = len(path.parts), its_kind
    return kind


def _is_remote(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return is_remote_drive(PureWindowsPath(folder), ctypes.windll.kernel32.GetDriveTypeW)
    with contextlib.suppress(OSError, subprocess.SubprocessError, UnicodeDecodeError):
        if sys.platform == "darwin":
            listed = subprocess.run(["/sbin/mount"], capture_output=True, check=True, timeout=_MOUNT_SECONDS)
            return is_network(mac_file_system(folder, listed.stdout.decode()))
        return is_network(linux_file_system(folder, Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")))
    return False
