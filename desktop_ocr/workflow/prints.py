"""Prints: small grey pictures by which a paper is known again while it lies under the camera.

They tell one side from the other and one kind of paper from another, not one person's card from the next one's: for
that a paper has to be taken away first (see ``shutter.py``).
"""

from __future__ import annotations

SIDE = 16
"""Pixels."""


def likeness(one: bytes, other: bytes) -> float:
    """How alike two prints of the same number of pixels are: the correlation of their greys, 1 for the same picture.

    A paper that lies upside down is the same paper.
    """
    return max(_correlation(one, other), _correlation(one, other[::-1]))


def _correlation(one: bytes, other: bytes) -> float:
    """0 where one of them is of one grey: nothing is known then."""
    count = len(one)
    mean, other_mean = sum(one) / count, sum(other) / count
    spread = sum((grey - mean) ** 2 for grey in one) * sum((grey - other_mean) ** 2 for grey in other)
    if not spread:
        return 0.0
    together = sum((a - mean) * (b - other_mean) for a, b in zip(one, other, strict=True))
    return float(together / spread**0.5)
