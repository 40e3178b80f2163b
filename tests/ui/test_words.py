"""Every word of the window exists in Chinese, and the compiled file is made of the text beside it.

After a change of words, in the environment of bootstrap.py:

    cd desktop_ocr/ui && pyside6-lupdate *.py dialogs/*.py -ts ../../resources/translations/zh_CN.ts \\
        -locations none -no-obsolete
    (translate what is unfinished in it)
    pyside6-lrelease resources/translations/zh_CN.ts -qm resources/translations/zh_CN.qm
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator

from desktop_ocr import paths
from desktop_ocr.ui.words import Words

TRANSLATIONS = paths.resources() / "translations"
UI = Path(__file__).resolve().parents[2] / "desktop_ocr" / "ui"


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def messages(file: Path) -> dict[tuple[str, str], ElementTree.Element]:
    found = {}
    for context in ElementTree.parse(file).iter("context"):
        for message in context.iter("message"):
            found[context.findtext("name", ""), message.findtext("source", "")] = message
    return found


def test_nothing_is_unfinished() -> None:
    unfinished = [
        key
        for key, message in messages(TRANSLATIONS / "zh_CN.ts").items()
        if not message.findtext("translation") or message.find("translation[@type]") is not None
    ]
    assert unfinished == []


def test_placeholders_are_the_same() -> None:
    for (_, source), message in messages(TRANSLATIONS / "zh_CN.ts").items():
        translation = message.find("translation")
        words = "".join(translation.itertext()) if translation is not None else ""  # with numbers, each form in its own
        assert set(re.findall(r"{\w+}", source)) == set(re.findall(r"{\w+}", words))


def test_every_word_of_the_window_is_there(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    sources = [str(path) for path in sorted(UI.rglob("*.py"))]
    subprocess.run([tool("lupdate"), *sources, "-ts", str(fresh)], check=True, stdout=subprocess.DEVNULL)
    assert set(messages(fresh)) == set(messages(TRANSLATIONS / "zh_CN.ts"))


def test_compiled_file_is_up_to_date(tmp_path: Path) -> None:
    fresh = tmp_path / "zh_CN.qm"
    command = [tool("lrelease"), str(TRANSLATIONS / "zh_CN.ts"), "-qm", str(fresh)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert fresh.read_bytes() == (TRANSLATIONS / "zh_CN.qm").read_bytes()


def test_translation_loads() -> None:
    translator = QTranslator()
    assert translator.load("zh_CN", str(TRANSLATIONS))
    assert translator.translate("WelcomePage", "Export") == "导出"


@pytest.mark.parametrize(("language", "name"), [("zh", "身份证（人像面）"), ("en", "ID card, portrait side")])
def test_names_come_in_the_language_of_the_window(language: str, name: str, kinds: dict) -> None:  # type: ignore[type-arg]
    assert Words(language).name(kinds["id_card_front"]) == name  # type: ignore[arg-type]
