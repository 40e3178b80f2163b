"""Where a store lies: tables of what computers answer, and one look at this one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from desktop_ocr.store import placement

MOUNTS = """\
22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
30 22 0:24 / /home rw - btrfs /dev/nvme0n1p3 rw,subvol=/home
41 22 0:50 / /mnt/share rw,relatime - cifs //server/share rw,vers=3.1.1
42 22 0:51 / /mnt/the\\040office rw - nfs4 server:/office rw
43 30 0:52 / /home/li/remote rw,nosuid shared:9 master:2 - fuse.sshfs li@server: rw
44 22 8:17 / /media/usb rw - fuseblk /dev/sdb1 rw
45 41 0:60 / /mnt/share/local rw - tmpfs tmpfs rw
46 22 0:61 / /mnt/covered rw - autofs systemd-1 rw
47 46 0:62 / /mnt/covered rw - nfs server:/covered rw
nonsense
48 22 - nfs
"""
MOUNTED = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//li@server/the%20office on /Volumes/the office (smbfs, nodev, nosuid, mounted by li)
server:/data on /Volumes/data (nfs)
/dev/disk4s1 on /Volumes/USB (1) (msdos, local, nodev)
"""


@pytest.mark.parametrize(
    ("folder", "kind", "is_network"),
    [
        ("/", "ext4", False),
        ("/var/lib/store", "ext4", False),
        ("/home/li/store", "btrfs", False),
        ("/mnt/share", "cifs", True),
        ("/mnt/share/li/store", "cifs", True),
        ("/mnt/shared", "ext4", False),
        ("/mnt/share/local/store", "tmpfs", False),
        ("/mnt/the office/store", "nfs4", True),
        ("/home/li/remote/store", "fuse.sshfs", True),
        ("/media/usb/store", "fuseblk", False),
        ("/mnt/covered/store", "nfs", True),
    ],
)
def test_linux(folder: str, kind: str, is_network: bool) -> None:
    assert placement.linux_file_system(PurePosixPath(folder), MOUNTS) == kind
    assert placement.is_network(kind) is is_network


@pytest.mark.parametrize(
    ("folder", "kind", "is_network"),
    [
        ("/Users/li/Library/Application Support", "apfs", False),
        ("/Volumes/the office/store", "smbfs", True),
        ("/Volumes/data/store", "nfs", True),
        ("/Volumes/USB (1)/store", "msdos", False),
    ],
)
def test_mac(folder: str, kind: str, is_network: bool) -> None:
    assert placement.mac_file_system(PurePosixPath(folder), MOUNTED) == kind
    assert placement.is_network(kind) is is_network


@pytest.mark.parametrize(
    ("folder", "is_remote"),
    [
        (r"C:\Users\li\AppData\Local\desktop-ocr", False),
        (r"\\?\C:\Users\li", False),
        (r"Z:\li", True),
        (r"\\?\z:\li", True),
        (r"\\server\share\li", True),
        (r"\\?\UNC\server\share\li", True),
    ],
)
def test_windows(folder: str, is_remote: bool) -> None:
    drives = {"C:\\": 3, "Z:\\": 4}
    assert placement.is_remote_drive(PureWindowsPath(folder), lambda root: drives[root.upper()]) is is_remote


def test_what_cannot_be_found_out_is_not_remote() -> None:
    assert not placement.is_network(placement.linux_file_system(PurePosixPath("/home/li"), ""))
    assert not placement.is_network(placement.mac_file_system(PurePosixPath("/Users/li"), "?"))


def nothing(_path: Path) -> bool:
    return False


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/li/.local/share/desktop-ocr/store", ""),
        ("/home/li/OneDrive/store", "OneDrive"),
        ("/home/li/OneDrive - 某某公司/store", "OneDrive"),
        ("/home/li/onedrive/store", "OneDrive"),
        ("/Users/li/Library/CloudStorage/OneDrive-Personal/store", "OneDrive"),
        ("/Users/li/Library/CloudStorage/GoogleDrive-li@example.com/store", "Google Drive"),
        ("/Users/li/Library/Mobile Documents/com~apple~CloudDocs/store", "iCloud Drive"),
        ("/home/li/iCloudDrive/store", "iCloud Drive"),
        ("/home/li/Dropbox/store", "Dropbox"),
        ("/home/li/Dropbox (Office)/store", "Dropbox"),
        ("/home/li/我的坚果云/store", "坚果云 Nutstore"),
        ("/home/li/Nutstore Files/store", "坚果云 Nutstore"),
        ("/home/li/BaiduSyncdisk/store", "百度网盘"),
        ("/home/li/WPS云盘/store", "WPS云盘"),
        ("/home/li/WPSDrive/123/store", "WPS云盘"),
        ("/home/li/Google Drive/store", "Google Drive"),
        ("/home/li/Nextcloud/store", "Nextcloud"),
        ("/home/li/Nextcloud2/store", "Nextcloud"),
        ("/home/li/Dropboxes/store", ""),
        ("/home/li/not OneDrive/store", ""),
    ],
)
def test_synchronised_by_its_name(folder: str, service: str) -> None:
    assert placement.synced_by(Path(folder), {}, nothing) == service


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_synchronised_by_a_variable(variable: str) -> None:
    environment = {variable: str(Path("/data/cloud"))}
    assert placement.synced_by(Path("/data/cloud/work/store"), environment, nothing) == "OneDrive"
    assert placement.synced_by(Path("/data/clouds/store"), environment, nothing) == ""
    assert placement.synced_by(Path("/data/cloud/store"), {variable: ""}, nothing) == ""


@pytest.mark.parametrize(("marker", "service"), placement._MARKERS.items())
def test_synchronised_by_what_lies_in_the_top_folder(tmp_path: Path, marker: str, service: str) -> None:
    (tmp_path / "top" / "work" / "store").mkdir(parents=True)
    (tmp_path / "top" / marker).mkdir()
    found: Callable[[Path], str] = lambda folder: placement.synced_by(folder, {}, Path.exists)  # noqa: E731
    assert found(tmp_path / "top" / "work" / "store") == service
    assert found(tmp_path) == ""


def test_a_folder_that_may_not_be_looked_into_is_no_reason_to_warn() -> None:
    def forbidden(_path: Path) -> bool:
        raise PermissionError

    assert placement.synced_by(Path("/home/li/store"), {}, forbidden) == ""


def test_this_computer(tmp_path: Path) -> None:
    place = placement.look(tmp_path / "not" / "there")
    assert place.free
    assert place.free > 2**20
    if sys.platform == "linux":
        kind = placement.linux_file_system(tmp_path.resolve(), Path("/proc/self/mountinfo").read_text())
        assert kind
        assert place.is_remote == placement.is_network(kind)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "store").mkdir(parents=True)
    (tmp_path / "here").symlink_to(tmp_path / "Dropbox")
    assert placement.look(tmp_path / "here" / "store").synced_by == "Dropbox"
