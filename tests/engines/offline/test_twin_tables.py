"""Tables that go on beside themselves."""

from __future__ import annotations

import json

from desktop_ocr.domain.document_type import ValueKind
from desktop_ocr.domain.recognition import TextLine
from tests.engines.offline.printed import printed
from tests.engines.offline.test_forms import values

RULES = """
[field.items]
columns = { name = ["项目名称"], amount = ["金额"] }
ends = ["合计"]
"""


def line(y: float, *texts: tuple[float, str], tilt: float = 0) -> list[TextLine]:
    return [printed(text, x, y, size=24, tilt=tilt) for x, text in texts]


def items(*lines: TextLine) -> list[tuple[str, str]]:
    found = values(RULES, *lines, items=ValueKind.TABLE).get("items", "[]")
    return [(row["name"], row["amount"]) for row in json.loads(found)]


def bill(tilt: float = 0) -> list[TextLine]:
    return [
        *line(100, (60, "项目名称"), (380, "金额"), (470, "项目名称"), (800, "金额"), tilt=tilt),
        *line(150, (60, "西药费"), (376, "232.47"), (470, "手术费"), (796, "376.61"), tilt=tilt),
        *line(200, (60, "检查费"), (376, "169.39"), (470, "化验费"), (796, "420.60"), tilt=tilt),
        *line(250, (60, "护理费"), (376, "285.75"), tilt=tilt),
        *line(300, (60, "合计"), (376, "1484.82"), tilt=tilt),
    ]


WANTED = [("西药费", "232.47"), ("手术费", "376.61"), ("检查费", "169.39"), ("化验费", "420.60"), ("护理费", "285.75")]


def test_rows_side_by_side_follow_one_another() -> None:
    assert items(*bill()) == WANTED


def test_on_a_slanted_page_too() -> None:
    assert items(*bill(tilt=4)) == WANTED


def test_one_table_is_left_as_it_is() -> None:
    lines = [
        *line(100, (60, "项目名称"), (380, "金额")),
        *line(150, (60, "西药费"), (376, "232.47")),
        *line(200, (60, "合计"), (376, "232.47")),
    ]
    assert items(*lines) == WANTED[:1]
