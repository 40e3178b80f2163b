"""What a clerk can do about a page that a service did not read."""

from __future__ import annotations

from enum import StrEnum


class Remedy(StrEnum):
    """The window has the words, and the buttons for those that it can do itself."""

    TRY_AGAIN = "try_again"
    READ_AGAIN = "read_again"  # although it may be paid for twice
    READ_OFFLINE = "read_offline"
    GIVE_UP = "give_up"
    CHECK_KEYS = "check_keys"
    CHECK_SETTINGS = "check_settings"
    OPEN_CONSOLE = "open_console"  # where the service lets accounts be looked after
    CHECK_NETWORK = "check_network"
    CHECK_CLOCK = "check_clock"
    CHANGE_KIND = "change_kind"
    NEW_PICTURE = "new_picture"
