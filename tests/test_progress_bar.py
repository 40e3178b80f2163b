"""The bar: seen on a terminal only, out of the way of what is printed."""

from __future__ import annotations

import io

from desktop_ocr.progress_bar import WIDTH, ProgressBar


class Terminal(io.StringIO):
    """``lines`` is what somebody sees who looks at it."""

    def isatty(self) -> bool:
        return True

    @property
    def lines(self) -> list[str]:
        lines = [""]
        for char in self.getvalue():
            if char == "\n":
                lines.append("")
                self.at = 0
            elif char == "\r":
                self.at = 0
            else:
                line = lines[-1].ljust(self.at)
                lines[-1] = line[: self.at] + char + line[self.at + 1 :]
                self.at += 1
        return [line.rstrip() for line in lines]

    at = 0


def test_it_grows() -> None:
    terminal = Terminal()
    bar = ProgressBar(terminal)
    bar.show(0, 2, is_all_found=False)
    assert terminal.lines == [f"[{'·' * WIDTH}] 0/2+"]
    bar.show(100, 200)
    assert terminal.lines == [f"[{'█' * (WIDTH // 2)}{'·' * (WIDTH // 2)}] 100/200"]
    bar.show(1, 1)
    assert terminal.lines == [f"[{'█' * WIDTH}] 1/1"]
    bar.end()
    print("after", file=terminal)
    assert terminal.lines == [f"[{'█' * WIDTH}] 1/1", "after", ""]


def test_what_is_printed_stands_above_it() -> None:
    terminal = Terminal()
    bar = ProgressBar(terminal)
    bar.show(1, 2)
    with bar.hidden():
        print("a paper", file=terminal)
    assert terminal.lines == ["a paper", f"[{'█' * (WIDTH // 2)}{'·' * (WIDTH // 2)}] 1/2"]


def test_elsewhere_there_is_none() -> None:
    file = io.StringIO()
    bar = ProgressBar(file)
    bar.show(1, 2)
    with bar.hidden():
        pass
    bar.end()
    assert file.getvalue() == ""


def test_none_at_all_leaves_no_empty_line() -> None:
    terminal = Terminal()
    bar = ProgressBar(terminal)
    bar.show(0, 0)
    bar.show(0, 0)
    assert terminal.lines == [f"[{'·' * WIDTH}] 0/0"]
    ProgressBar(other := Terminal()).end()
    assert other.getvalue() == ""
