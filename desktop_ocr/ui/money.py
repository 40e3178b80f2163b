"""Money as a clerk reads it."""

from __future__ import annotations


def yuan(thousandths: int) -> str:
    """¥1.90, and ¥0.005 where a fen is too coarse."""
    text = f"{thousandths / 1000:.3f}"
    return f"¥{text.removesuffix('0')}"
