"""The list of what left this computer, as a CSV file for whoever has to answer for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop_ocr.domain.egress import Sent
from desktop_ocr.store.replacing import replace_file


def write_egress(path: Path, headings: Sequence[str], rows: Sequence[Sent], names: Mapping[str, str]) -> None:
    """``headings`` are seven; ``names`` has the engines' titles by their ids.  Raises ``OSError``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    for one in rows:
        at = f"{one.at.astimezone():%Y-%m-%d %H:%M:%S}"
        paper = str(one.document or "")
        writer.writerow(
            (
                at,
                names.get(one.engine, one.engine),
                one.interface,
                paper,
                one.size,
                one.host,
                "1" if one.is_page else "0",
            )
        )
    replace_file(path, text.getvalue().encode("utf-8-sig"))
