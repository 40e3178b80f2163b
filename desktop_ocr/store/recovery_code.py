"""The code on paper that opens the store when the computer's keyring is lost: 35 characters in 7 groups of 5.

Four characters of a group carry 20 bits, the fifth checks them, so that a slip of the pen is told by its group: every
single wrong character, every two exchanged ones and groups in another order are noticed.  Of the 140 bits 128 are the
secret and 12 a checksum of it all.  The alphabet is Crockford's: no I, L, O, U; what looks alike is read alike.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, field
from functools import reduce

from desktop_ocr.domain.errors import RecoveryCodeWrong, RecoveryGroupWrong

SECRET_SIZE = 16
"""Bytes: 128 bits, which nobody can try out."""
GROUPS, GROUP_SIZE = 7, 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011")
_FULL_WIDTH = str.maketrans({0xFF01 + offset: 0x21 + offset for offset in range(94)})
_CHECK_BITS = 12


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """``secret``: 16 random bytes; never in a log, so not in its ``repr`` either."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_SIZE:
            raise ValueError("a recovery code has 16 bytes")

    @classmethod
    def new(cls) -> RecoveryCode:
        return cls(secrets.token_bytes(SECRET_SIZE))

    @property
    def text(self) -> str:
        """As it is shown and printed: ``XXXXX-XXXXX-…``."""
        bits = int.from_bytes(self.secret, "big") << _CHECK_BITS | _checksum(self.secret)
        values = [bits >> 5 * place & 31 for place in reversed(range(GROUPS * (GROUP_SIZE - 1)))]
        groups = [values[start : start + GROUP_SIZE - 1] for start in range(0, len(values), GROUP_SIZE - 1)]
        return "-".join(
            "".join(_ALPHABET[value] for value in (*group, _check(index, group))) for index, group in enumerate(groups)
        )

    @classmethod
    def parse(cls, text: str) -> RecoveryCode:
        """The code someone typed, in whatever case, with or without spaces and dashes, O for 0, I and L for 1.

        Raises ``RecoveryGroupWrong`` naming the first group with a slip, else ``RecoveryCodeWrong``.
        """
        bits = 0
        for index, group in enumerate(_groups(text)):
            values = [_ALPHABET.find(char) for char in group]
            if min(values) < 0 or values[-1] != _check(index, values[:-1]):
                raise RecoveryGroupWrong(group=index + 1)
            for value in values[:-1]:
                bits = bits << 5 | value
        secret = (bits >> _CHECK_BITS).to_bytes(SECRET_SIZE, "big")
        if bits & (1 << _CHECK_BITS) - 1 != _checksum(secret):
            raise RecoveryCodeWrong
        return cls(secret)


def _groups(text: str) -> list[str]:
    """Seven groups of five; where they were typed apart, one of another length is named."""
    plain = text.translate(_FULL_WIDTH).upper().translate(_ALIKE)
    characters = re.sub(r"[\W_]", "", plain)
    apart = [group for group in re.split(r"[\W_]+", plain) if group]
    if len(characters) != GROUPS * GROUP_SIZE:
        wrong = [index for index, group in enumerate(apart) if len(group) != GROUP_SIZE]
        if len(apart) == GROUPS and wrong:
            raise RecoveryGroupWrong(group=wrong[0] + 1)
        raise RecoveryCodeWrong
    return [characters[start : start + GROUP_SIZE] for start in range(0, len(characters), GROUP_SIZE)]


def _checksum(secret: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"desktop-ocr recovery code" + secret).digest()[:2], "big") >> 16 - _CHECK_BITS


def _check(index: int, values: list[int]) -> int:
    """A sum in the field of 32 elements with another weight for each place: no slip of one or two leaves it alone."""
    return _double(reduce(lambda total, value: _double(total) ^ value, values, index + 1))


def _double(value: int) -> int:
    """Times x, modulo x⁵ + x² + 1; 31 times in a row before it repeats."""
    return value << 1 ^ (0b100101 if value & 16 else 0)
