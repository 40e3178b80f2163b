"""Tables whose cells begin under their headings, and journeys told by stops below each other."""

from __future__ import annotations

import json

from desktop_ocr.engines.offline.legs import legs_of
from tests.engines.offline.printed import printed
from tests.engines.offline.test_interpreter import values

COLUMNS = {"序号": 20, "上车时间": 90, "起点": 330, "终点": 600, "金额[元]": 860}


def rides(*rows: list[tuple[str, float, float]]) -> list[dict[str, str]]:
    head = [printed(word, x, 200, size=24) for word, x in COLUMNS.items()]
    lines = [printed(text, x, y, size=24) for row in rows for text, x, y in row]
    found = values("online_taxi_itinerary", printed("滴滴出行-行程单", 300, 40), *head, *lines)
    return [dict(row) for row in json.loads(found["trips"])]


def test_cells_that_were_read_as_one_are_cut_where_the_columns_begin() -> None:
    start = "人民路金融大厦南一门"  # fills its column of 270 pixels but for 30
    found = rides([("1", 20, 240), ("20:50", 90, 240), (f"{start}厦新世纪广场", 330, 240), ("101.77", 860, 240)])
    assert found == [
        {
            "number": "1",
            "start_time": "20:50",
            "from": f"{start}厦",
            "to": "新世纪广场",
            "amount": "101.77",
        }
    ]


def test_wrapped_spots_belong_to_the_row_above() -> None:
    first = [("1", 20, 240), ("20:50", 90, 240), ("人民路", 330, 240), ("学院路", 600, 240), ("9.70", 860, 240)]
    more = [("金融大厦", 330, 268), ("三号楼", 600, 268)]
    second = [("2", 20, 320), ("09-23 08:15", 90, 320), ("机场", 330, 320), ("车站", 600, 320), ("30.00", 860, 320)]
    found = rides(first, more, second)
    assert [(row["from"], row["to"]) for row in found] == [("人民路金融大厦", "学院路三号楼"), ("机场", "车站")]


def test_a_leg_ends_at_the_stop_below_and_void_cells_say_nothing() -> None:
    rows = [
        {"from": "郑州", "flight": "CA1161"},
        {"from": "海口", "flight": "CA9368", "baggage": "1PC"},
        {"from": "郑州", "carrier": "VOID"},
        {"carrier": "VOID"},
    ]
    assert legs_of(rows, "from", "to") == [
        {"from": "郑州", "to": "海口", "flight": "CA1161"},
        {"from": "海口", "to": "郑州", "flight": "CA9368", "baggage": "1PC"},
    ]


def test_where_the_last_stop_was_not_read_the_leg_has_no_end() -> None:
    assert legs_of([{"from": "郑州", "flight": "CA1161"}], "from", "to") == [{"from": "郑州", "flight": "CA1161"}]


def test_flights_are_read_beside_the_stop_where_they_begin() -> None:
    head = (("承运人", 180), ("航班号", 320), ("座位等级", 460), ("日期", 620), ("时间", 780))
    lines = [printed("航空运输电子客票行程单", 300, 40), *(printed(word, x, 200, size=24) for word, x in head)]
    for y, label, town in ((250, "自FROM", "郑州"), (300, "至TO", "海口"), (350, "至TO", "VOID")):
        lines += [printed(label, 10, y, size=20), printed(town, 110 if town != "VOID" else 180, y, size=24)]
    cells = (("国航", 180), ("CA1161", 320), ("N", 460), ("2025-10-27", 620), ("17:29", 780))
    lines += [printed(text, x, 250, size=24) for text, x in cells]
    assert json.loads(values("air_itinerary", *lines)["flights"]) == [
        {
            "from": "郑州",
            "to": "海口",
            "carrier": "国航",
            "flight": "CA1161",
            "class": "N",
            "date": "2025-10-27",
            "time": "17:29",
        }
    ]
