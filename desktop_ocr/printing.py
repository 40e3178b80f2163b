"""What ``recognize`` prints, paper by paper: whoever reads it need not wait for the last, nor the program keep them."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from textwrap import indent
from typing import Protocol

from desktop_ocr.domain.document import Document
from desktop_ocr.json_output import document_to_json, to_json
from desktop_ocr.progress_bar import ProgressBar
from desktop_ocr.table_output import LEGEND, block


class Form(Protocol):
    """``one`` gives the text of each paper in turn, ``end`` what comes after the last; line ends are in it."""

    def one(self, document: Document) -> str: ...

    def end(self) -> str: ...


class Table:
    """For people."""

    def one(self, document: Document) -> str:
        return "".join(f"{line}\n" for line in ("", *block(document)))

    def end(self) -> str:
        return f"\n{LEGEND}\n"


class Json:
    """For programs: the very text that ``json.dumps`` makes of all of them."""

    def __init__(self) -> None:
        self._before, self._after = _plain(to_json(())).split("[]")
        self._is_first = True

    def one(self, document: Document) -> str:
        before = f"{self._before}[\n" if self._is_first else ",\n"
        self._is_first = False
        return before + indent(_plain(document_to_json(document)), "    ")

    def end(self) -> str:
        return f"{self._before}[]{self._after}\n" if self._is_first else f"\n  ]{self._after}\n"


FORMS: dict[str, type[Table] | type[Json]] = {"table": Table, "json": Json}


class Printed:
    """The papers that were printed: how many, how many of them failed, and for an export the papers themselves.

    Where whoever reads the output has seen enough (``head``), an export still wants the rest: nothing more is printed
    then.  Without an export BrokenPipeError is raised.
    """

    def __init__(self, form: Form, bar: ProgressBar, *, keeps: bool) -> None:
        self.count = self.failed = 0
        self.kept: list[Document] = []
        self.bar = bar
        self._form, self._keeps = form, keeps
        self._is_heard = True

    def add(self, papers: Iterable[Document]) -> None:
        for paper in papers:
            self.count += 1
            self.failed += paper.error is not None
            if self._keeps:
                self.kept.append(_for_rows(paper))
            with self.bar.hidden():
                self._print(self._form.one(paper))

    def end(self) -> None:
        self.bar.end()
        self._print(self._form.end())

    def _print(self, text: str) -> None:
        if not self._is_heard:
            return
        try:
            print(text, end="", flush=True)
        except BrokenPipeError:
            if not self._keeps:
                raise
            self._is_heard = False
            stop_printing()


def stop_printing() -> None:
    """Nobody reads the output any more; Python would complain of that when it flushes it once more at its end."""
    with contextlib.suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _for_rows(document: Document) -> Document:
    """Without the lines of its page, which no row has, and which are most of what it takes in memory."""
    recognition = document.recognition
    if recognition is None:
        return document
    papers = tuple(replace(paper, lines=()) for paper in recognition.papers)
    return replace(document, recognition=replace(recognition, papers=papers))


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
