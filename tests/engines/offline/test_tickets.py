"""Tickets: hardly a label is printed on them, values are told by their form and by what stands around them."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.kinds import detect_kind
from tests.engines.offline.printed import laid_out, printed
from tests.engines.offline.test_interpreter import RULES, values


def train_ticket(**changed: str) -> list[TextLine]:
    text = {
        "number": "K051971",
        "stations": "南丰站D6502南昌站",
        "pinyin": "Nanfeng Nanchang",
        "when": "2018年04月19日10:51开07车12B号",
        "price": "¥53.0元网折二等座",
        "note": "限乘当日当次车",
        "changed": "始发改签",
        "who": "3625021990****1828 李栗",
        "call": "买票请到12306 发货请到95306",
        "wish": "中国铁路祝您旅途愉快",
        "serial": "33406311030420K051971南丰售",
    } | changed
    return [printed(line, 80, 20 + 50 * place) for place, line in enumerate(text.values()) if line]


BLUE = {
    "ticket_number": "K051971",
    "starting_station": "南丰站",
    "destination_station": "南昌站",
    "train_number": "D6502",
    "date": "2018-04-19",
    "time": "10:51",
    "seat": "07车12B号",
    "seat_category": "二等座",
    "price": "53.0",
    "name": "李栗",
    "id_number": "3625021990****1828",
    "serial_number": "33406311030420K051971",
    "sales_station": "南丰售",
}


def test_a_blue_ticket_has_no_labels_and_nothing_of_one_value_gets_into_another() -> None:
    lines = train_ticket()
    assert detect_kind(laid_out(*lines), RULES, "general_text")[0] == "train_ticket"
    assert values("train_ticket", *lines) == BLUE


@pytest.mark.parametrize(
    ("changed", "field", "value"),
    [
        ({"stations": "北京站T263次上海站"}, "train_number", "T263"),
        ({"stations": "沈阳北K54次北京"}, "destination_station", "北京"),
        ({"stations": "宁波站521天津站"}, "starting_station", "宁波站"),
        ({"when": "2013年06月04日15:44开11车19号上铺"}, "seat", "11车19号上铺"),
        ({"when": "2013年06月04日15:44开08车无座"}, "seat", "08车无座"),
        ({"price": "￥1149.5元 学 新空调硬卧"}, "seat_category", "新空调硬卧"),
        ({"who": "6102022001****301X迪丽努尔·买买提"}, "name", "迪丽努尔·买买提"),
        ({"number": "8051971"}, "ticket_number", "B051971"),
    ],
)
def test_other_tickets(changed: dict[str, str], field: str, value: str) -> None:
    assert values("train_ticket", *train_ticket(**changed))[field] == value


def test_an_id_number_under_a_mosaic_gives_neither_number_nor_name() -> None:
    assert not {"id_number", "name"} & set(values("train_ticket", *train_ticket(who="3625")))


def taxi_receipt(*money: str) -> list[TextLine]:
    head = (
        "铁岭市出租汽车专用发票",
        "发票代码 221001847398",
        "发票号码 88257467",
        "车号 F.81U61",
        "日期 2018年10月25日",
    )
    lines = (*head, "上车 07:04", "下车 07:12", "单价 2.5元", "里程 55.7km", *money)
    return [printed(line, 80, 20 + 44 * place) for place, line in enumerate(lines)]


def test_a_taxi_receipt_with_one_amount_has_a_total_and_no_fare() -> None:
    assert values("taxi_receipt", *taxi_receipt("金额 141.80元")) == {
        "invoice_code": "221001847398",
        "invoice_number": "88257467",
        "region": "铁岭市",
        "plate_number": "F81U61",
        "date": "2018-10-25",
        "pickup_time": "07:04",
        "dropoff_time": "07:12",
        "price_per_km": "2.5",
        "distance": "55.7",
        "total": "141.80",
    }


def test_where_there_are_surcharges_the_first_amount_is_the_fare() -> None:
    found = values("taxi_receipt", *taxi_receipt("金额 70.40元", "燃油附加费 2.00元", "实收金额 72.40元"))
    assert (found["fare"], found["fuel_surcharge"], found["total"]) == ("70.40", "2.00", "72.40")


def test_a_total_that_cannot_be_read_is_not_the_fare() -> None:
    found = values("taxi_receipt", *taxi_receipt("金额 70.40元", "燃油附加费 2.00元"))
    assert found["fare"] == "70.40"
    assert "total" not in found


def test_both_times_of_a_ride_may_stand_behind_one_label() -> None:
    lines = [line for line in taxi_receipt("金额 20.00元") if not line.text.startswith(("上车", "下车"))]
    found = values("taxi_receipt", *lines, printed("时间 09:28-10:05", 80, 500))
    assert (found["pickup_time"], found["dropoff_time"]) == ("09:28", "10:05")


def test_the_passenger_of_a_coach_stands_beside_the_number_or_at_a_label() -> None:
    head = [
        "福建省汽车客票",
        "发票代码 235001484741",
        "始发站：兰州站",
        "到达站：北京东站",
        "票价：68.50元",
        "检票口：11",
    ]
    for last, name in (("4115212012****7252 王焕元", "王焕元"), ("姓名：李栗", "李栗")):
        found = values("bus_ticket", *(printed(line, 80, 20 + 50 * at) for at, line in enumerate([*head, last])))
        assert found["name"] == name
        assert found["starting_station"] == "兰州站"
        assert found["price"] == "68.50"
