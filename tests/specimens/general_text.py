"""A plain page of invented office text."""

from __future__ import annotations

import random

from . import people, places
from .companies import company_name
from .sheet import Sheet
from .specimen import Specimen, finished
from .words import words


def render(rng: random.Random, long_side: int) -> Specimen:
    sheet = Sheet(210, 297, long_side)
    role = rng.choice(["song", "song_light", "hei", "kai", "hei_micro"])
    size = rng.choice([4.9, 5.3, 5.6])
    step = size * rng.uniform(1.6, 1.85)
    lines = [rng.choice(words("titles"))]
    sheet.write(105, 36, lines[0], role="hei_bold", size=7.8, align="middle", key="text", tracking=0.6)
    y = 52.0

    def paragraph(text: str, indent: float) -> None:
        nonlocal y
        # The first line of a paragraph starts two characters in, so it is cut on its own.
        head = sheet.wrap(text, 162 - indent, role=role, size=size)[0]
        rest = sheet.wrap(text[len(head) :], 162, role=role, size=size)
        for at, line in enumerate([head, *rest]):
            sheet.write(24 + (0 if at else indent), y, line, role=role, size=size, key="text")
            lines.append(line)
            y += step

    paragraph(rng.choice(words("greetings")), 0)
    until = rng.uniform(120, 215)  # mm; notices are short or fill their page
    while y < until:
        chosen = rng.sample(words("sentences"), rng.randint(2, 4))
        paragraph("。".join(_filled(rng, sentence) for sentence in chosen) + "。", size * 2)
    y += step
    for closing in (
        company_name(rng, places.region(rng)),
        f"{rng.randint(2018, 2025)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日",
    ):
        sheet.write(184, y, closing, role=role, size=size, key="text", align="right")
        lines.append(closing)
        y += step
    mark = "样本 SPECIMEN"
    sheet.write(186, 284, mark, role="hei_bold", size=4.0, fill=(222, 170, 164), key="text", align="right")
    lines.append(mark)
    sheet.fields["text"] = "\n".join(lines)
    return finished(sheet, "general_text", "notice")


def _filled(rng: random.Random, sentence: str) -> str:
    return sentence.format(
        day=rng.randint(1, 28), month=rng.randint(1, 12), hour=rng.randint(2, 11), year=rng.randint(2019, 2025),
        person=people.name(rng), phone=rng.randint(1000, 9999),
    )  # fmt: skip
