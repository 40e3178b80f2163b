"""The command line.  Without arguments it does the main job on the shipped specimens (``start`` opens the window).

Exit status: 0 all read, 1 some failed, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from desktop_ocr import catalogue, composition, export, messages, paths
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import ClerkError, ExportError
from desktop_ocr.engines import AT_HOME
from desktop_ocr.printing import FORMS, Form, Printed, stop_printing
from desktop_ocr.progress_bar import ProgressBar
from desktop_ocr.workflow.file_news import FileNews, FirstPagesOnly, FirstPictureOnly
from desktop_ocr.workflow.file_reading import FileReading
from desktop_ocr.workflow.recognising import count_left_out, find_sources

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
DEMONSTRATION = Path("fields.xlsx")


class _WrongUsage(Exception):
    """What was asked cannot be done, as a sentence."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the commands are made of; tests hand in others."""

    program: Callable[..., AbstractContextManager[composition.Program]] = composition.program
    load_catalogue: Callable[[], catalogue.Catalogue] = composition.load_catalogue
    samples: Callable[[], Path] = paths.samples


def main(arguments: Sequence[str] | None = None, parts: Parts = Parts()) -> int:
    """Run a command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return _run(sys.argv[1:] if arguments is None else list(arguments), parts)
    except _WrongUsage as problem:
        _say(f"desktop-ocr: {problem}")
        return USAGE
    except KeyboardInterrupt:
        _say("\n已中断，没有写出文件。 / Interrupted; no file was written.")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        stop_printing()
        return FAILED


def _run(given: list[str], parts: Parts) -> int:
    if not given:
        return _demonstrate(parts)
    options = _parser().parse_args(given)
    if options.command == "types":
        return _types(parts)
    return _recognize(options, parts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="desktop-ocr",
        description="Reads cards, certificates and bills into correct spreadsheet rows. / 卡证票据识别",
        epilog="Without arguments the window opens. Exit status: 0 all read, 1 some failed, 2 wrong usage, "
        "130 interrupted.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("types", help="list the kinds of paper")
    recognize = commands.add_parser("recognize", help="read pictures; nothing is stored but what --export names")
    recognize.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="pictures, or folders of pictures")
    recognize.add_argument("--type", default="auto", metavar="TYPE", help="a kind of 'types', or auto (the default)")
    recognize.add_argument("--engine", default="offline", choices=AT_HOME, help="what reads (default: offline)")
    recognize.add_argument("--format", default="table", choices=list(FORMS), help="what is printed")
    recognize.add_argument("--export", type=Path, metavar="FILE", help="also write a spreadsheet: .xlsx or .csv")
    return parser


def _demonstrate(parts: Parts) -> int:
    _say("没有显示器，在终端中识别自带的样本。 / No display: reading the shipped specimens in the terminal.")
    sources = find_sources([parts.samples()])
    if not sources:
        _say("没有找到自带的样本，请重新安装程序。 / The specimens are missing: install again.")
        return FAILED
    _keep_old(DEMONSTRATION)
    return _read_and_show(parts, sources, FORMS["table"](), wanted=None, engine="offline", target=DEMONSTRATION)


def _keep_old(target: Path) -> None:
    """Nobody named this file: one that is there already gets another name."""
    if not target.exists():
        return
    number = 1
    while (other := target.with_stem(f"{target.stem}-{number}")).exists():
        number += 1
    target.rename(other)
    _say(f"原有的 {target} 已改名为 {other}。 / The old {target} is now {other}.")


def _types(parts: Parts) -> int:
    kinds = parts.load_catalogue()
    _report(kinds)
    for kind in kinds.types.values():
        print(f"{kind.key}\t{kind.label_zh}\t{kind.label_en}")
    return FAILED if kinds.problems else OK


def _recognize(options: argparse.Namespace, parts: Parts) -> int:
    wanted = None if options.type == "auto" else options.type
    if wanted is not None and wanted not in (kinds := parts.load_catalogue()).types:
        _report(kinds)  # its file may be the broken one
        raise _WrongUsage(f"没有这个种类 / there is no kind of paper '{wanted}'; 'types' lists them")
    if options.export is not None:
        _check_target(options.export)
    sources = find_sources(options.paths)
    if left_out := count_left_out(options.paths):
        _say(f"文件夹中另有 {left_out} 个不是图片的文件未读。 / Not read: {left_out} other files.")
    if not sources:
        raise _WrongUsage("文件夹中没有图片 / there is no picture in the folder")
    form = FORMS[options.format]()
    return _read_and_show(parts, sources, form, wanted=wanted, engine=options.engine, target=options.export)


def _check_target(target: Path) -> None:
    """Before hours of reading, not after them."""
    if export.exporter_for(target) is None:
        raise _WrongUsage(f"--export 只能是 / writes .xlsx or .csv, not '{target.suffix}'")
    if not target.parent.is_dir():
        raise _WrongUsage(f"没有这个文件夹 / there is no folder '{target.parent}'")
    if target.is_dir():
        raise _WrongUsage(f"这是一个文件夹 / '{target}' is a folder")


def _read_and_show(
    parts: Parts, sources: Sequence[Source], form: Form, *, wanted: str | None, engine: str, target: Path | None
) -> int:
    """Print each paper as it is read.

    Ctrl+C ends the reading; what was read is printed and written all the same, but over nothing that is there.
    """
    shown = Printed(form, ProgressBar(sys.stderr), keeps=target is not None)
    is_interrupted = False
    try:
        asyncio.run(_read(parts, sources, wanted, engine, shown))
    except KeyboardInterrupt:
        is_interrupted = True
    shown.end()
    status = FAILED if shown.failed else OK
    if target is not None and shown.kept:
        status = max(status, _export(shown.kept, _free(target, shown.kept) if is_interrupted else target))
    if is_interrupted:
        _say(f"已中断，只识别了 {shown.count} 份。 / Interrupted; papers read: {shown.count}.")
        return INTERRUPTED
    return status


async def _read(parts: Parts, sources: Sequence[Source], wanted: str | None, engine: str, shown: Printed) -> None:
    with parts.program(engine, pages=len(sources)) as program:
        _report(program.catalogue)
        kind = program.catalogue.types[wanted] if wanted else None
        if kind and not program.recogniser.engine.reads(kind):
            raise _WrongUsage(f"引擎 {engine} 不识别这个种类 / engine '{engine}' does not read '{kind.key}'")

        def tell(news: FileNews) -> None:
            with shown.bar.hidden():
                _tell(news)

        new = [Document(source, asked_type=kind, is_new=True) for source in sources]
        unfolder = replace(program.unfolder, tell=tell)
        reading = FileReading(
            new,
            unfolder,
            program.recogniser_for,
            lambda: shown.bar.show(reading.done, reading.of, is_all_found=reading.is_all_found),
        )
        async with contextlib.aclosing(reading.papers()) as pages:
            async for papers in pages:
                shown.add(papers)


def _free(target: Path, documents: Sequence[Document]) -> Path:
    """The target, or where a file that would be written is there already, the first name of a part that is free."""
    names = (f"{target.stem} (部分 part{f' {number}' if number > 1 else ''})" for number in count(1))
    for path in chain([target], map(target.with_stem, names)):
        if not any(one.exists() for one in export.targets(documents, path, sentence=_chinese)):
            return path
    raise AssertionError("there is always another name")


def _chinese(error: ClerkError) -> str:
    return messages.sentence(error).zh


def _tell(news: FileNews) -> None:
    """What is left out is never left out in silence; the same file twice is what was asked for."""
    match news:
        case FirstPictureOnly(name):
            _say(f"{name}：有多张图片，只取第一张。 / {name}: only the first of its pictures is read.")
        case FirstPagesOnly(name, pages):
            _say(f"{name}：只取前 {pages} 页。 / {name}: only the first {pages} pages are read.")


def _export(documents: Sequence[Document], target: Path) -> int:
    try:
        written = export.write(documents, target, sentence=_chinese)
    except ExportError as error:
        words = messages.sentence(error)
        _say(f"{words.zh}\n{words.en}")
        return FAILED
    for path in written:
        _say(f"已写入 / written: {path}")
    return OK


def _say(text: str) -> None:
    """To the terminal; whoever has closed it is not to lose the export by that."""
    with contextlib.suppress(BrokenPipeError):
        print(text, file=sys.stderr, flush=True)


def _report(kinds: catalogue.Catalogue) -> None:
    for problem in kinds.problems:
        words = messages.sentence(problem)
        _say(f"{words.zh}\n{words.en}")
