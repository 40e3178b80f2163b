"""Kinds of paper through the whole program: several on one photo, and one that the user added."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop_ocr.domain.review import FieldState
from tests.benchmarks.scoring import same
from tests.cli.running import ROOT
from tests.specimens import render
from tests.specimens.scene import SceneLimits, scene

LIMITS = SceneLimits(
    fill=(0.6, 0.8),
    tilt=(0, 15),
    contrast=(40, 120),
    shadow=(0, 0.2),
    blur=(0, 0.8),
    jpeg=(85, 95),
    long_side=(3600, 3600),
)
MEMBER_CARD = """schema = 1
key = "member_card"
label_zh = "会员证"
label_en = "Member card"

[[field]]
key = "name"
label_zh = "姓名"
label_en = "Name"
kind = "name"
required = true

[[field]]
key = "number"
label_zh = "会员号"
label_en = "Member number"
kind = "number"
form = '[A-Z]{2}[0-9]{6}'

[[field]]
key = "joined"
label_zh = "入会日期"
label_en = "Joined"
kind = "date"
checks = ["calendar_date"]

[offline]
evidence = [{ text = "读者协会会员证", weight = 4 }]

[offline.field.name]
labels = ["姓名"]

[offline.field.number]
labels = ["会员号"]

[offline.field.joined]
labels = ["入会日期"]
"""


def recognised(picture: Path, home: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "desktop_ocr", "recognize", "--format", "json", str(picture)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "DESKTOP_OCR_CONFIG": str(home)}
    ran = subprocess.run(command, env=env, cwd=home, capture_output=True, check=True, encoding="utf-8", timeout=180)
    return list(json.loads(ran.stdout)["documents"])


def values(document: dict[str, Any]) -> dict[str, str]:
    return {field["key"]: field["value"] for field in document["fields"] if field["value"]}


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(3))
def test_both_sides_of_an_id_card_and_a_bank_card_on_one_photo_are_three_documents(seed: int, tmp_path: Path) -> None:
    shot = scene(seed, limits=LIMITS, kinds=("id_card_front", "id_card_back", "bank_card"))
    shot.image.save(tmp_path / "photo.jpg", quality=92)
    found = {one["document_type"]: one for one in recognised(tmp_path / "photo.jpg", tmp_path)}
    assert sorted(found) == sorted(paper.document_type for paper in shot.papers)
    for paper in shot.papers:
        fields = {field["key"]: field for field in found[paper.document_type]["fields"]}
        wrong = [fields[key] for key, value in paper.fields.items() if not same(fields[key]["value"], value)]
        assert len(wrong) <= 1, wrong
        assert all(field["state"] not in (FieldState.PROVEN, FieldState.LIKELY) for field in wrong), wrong


def test_a_kind_of_the_users_own_is_one_file(tmp_path: Path) -> None:
    from tests.specimens.sheet import Sheet

    own = tmp_path / "document_types"
    own.mkdir()
    (own / "member_card.toml").write_text(MEMBER_CARD, "utf-8")
    sheet = Sheet(85.6, 54.0, 1200)
    sheet.write(42.8, 9, "读者协会会员证", role="hei_bold", size=5, align="middle")
    for y, label, value in ((22, "姓名", "林小满"), (31, "会员号", "KT204518"), (40, "入会日期", "2023年4月18日")):
        sheet.write(10, y, label, role="hei", size=3.4)
        sheet.write(32, y, value, role="hei", size=3.6)
    sheet.picture.save(tmp_path / "card.png")
    (document,) = recognised(tmp_path / "card.png", tmp_path)
    assert document["document_type"] == "member_card"
    assert values(document) == {"name": "林小满", "number": "KT204518", "joined": "2023-04-18"}


def test_the_users_file_takes_nothing_from_the_other_kinds(tmp_path: Path) -> None:
    own = tmp_path / "document_types"
    own.mkdir()
    (own / "member_card.toml").write_text(MEMBER_CARD, "utf-8")
    (own / "broken.toml").write_text("schema = 7", "utf-8")
    card = render("id_card_front", 3)
    card.image.save(tmp_path / "card.png")
    (document,) = recognised(tmp_path / "card.png", tmp_path)
    assert document["document_type"] == "id_card_front"
    assert values(document)["id_number"] == card.fields["id_number"]
