"""Forms whose labels stand over their values, side by side."""

from __future__ import annotations

from desktop_ocr.domain.recognition import TextLine
from tests.engines.offline.printed import printed
from tests.engines.offline.test_interpreter import values


def heads_and_values(y: float, *columns: tuple[float, str, str]) -> list[TextLine]:
    """Labels in small print at ``y`` with their values under them, by the columns' left edges."""
    return [
        line
        for x, head, value in columns
        for line in (printed(head, x, y, size=18), printed(value, x, y + 26, size=26))
    ]


def passport() -> list[TextLine]:
    return [
        printed("护照", 380, 40, size=50),
        *heads_and_values(
            120, (300, "类型/Type", "P"), (420, "国家码/Country Code", "CHN"), (650, "护照号/Passport No.", "E12345678")
        ),
        printed("姓名/Name", 300, 180, size=18),
        printed("刘洋", 300, 204),
        printed("LIU,YANG", 300, 238),
        # The values stand so close that they look like one.
        *heads_and_values(
            280,
            (300, "性别/Sex", "女/F"),
            (400, "国籍/Nationality", "中国/CHINESE"),
            (620, "出生日期/Date of birth", "03 8月/AUG 1981"),
        ),
        *heads_and_values(
            340, (300, "出生地点/Place of birth", "北京/BEIJING"), (620, "签发日期/Date of issue", "05 4月/APR 2012")
        ),
        *heads_and_values(
            400, (300, "签发地点/Place of issue", "上海/SHANGHAI"), (620, "有效期至/Date of expiry", "04 4月/APR 2022")
        ),
        printed("签发机关/Authority", 300, 460, size=18),
        printed("公安部出入境管理局", 300, 484, size=26),
    ]


def test_a_value_ends_where_the_next_column_begins() -> None:
    assert values("passport", *passport()) == {
        "type": "P",
        "country_code": "CHN",
        "number": "E12345678",
        "name": "刘洋",
        "name_latin": "LIU,YANG",
        "sex": "女/F",
        "nationality": "中国/CHINESE",
        "birth_date": "1981-08-03",
        "birth_place": "北京/BEIJING",
        "issue_date": "2012-04-05",
        "expiry_date": "2022-04-04",
        "issue_place": "上海/SHANGHAI",
        "authority": "公安部出入境管理局",
    }


def test_labels_of_a_card_stand_over_their_values_or_left_of_them() -> None:
    wanted = {"authority": "国家移民管理局", "issue_place": "重庆"}
    over = heads_and_values(300, (300, "签发机关", "国家移民管理局"), (500, "签发地点", "重庆"))
    left = [printed("签发机关国家移民管理局", 300, 300), printed("签发地点重庆", 300, 350)]
    for lines in (over, left):
        found = values("hk_macau_permit_front", printed("往来港澳通行证", 300, 60, size=40), *lines)
        assert {key: found.get(key) for key in wanted} == wanted


def test_a_name_without_a_label_stands_by_itself() -> None:
    found = values(
        "home_return_permit_front",
        printed("港澳居民来往内地通行证", 200, 60, size=36),
        printed("馮詩婷", 300, 140, size=34),
        printed("FUNG, SZE TING", 300, 184, size=26),
        printed("公安部出入境管理局", 300, 400, size=26),
    )
    assert (found["name"], found["name_latin"]) == ("馮詩婷", "FUNG, SZE TING")


def test_a_label_in_another_language_that_was_read_badly_is_no_value_where_the_value_stands_below_it() -> None:
    head = printed("航空运输电子客票行程单", 300, 40)
    labels = [printed("填开单位", 100, 120, size=20), printed("填开日期", 600, 120, size=20)]
    badly = [printed("ISUED8Y", 100, 142, size=16), printed("DATEOF-SUE-", 600, 142, size=16)]
    below = [printed("长春和优航空服务有限公司", 100, 162, size=20), printed("2016-04-09", 600, 162, size=20)]
    found = values("air_itinerary", head, *labels, *badly, *below)
    assert found["issued_by"] == "长春和优航空服务有限公司"
    assert found["issue_date"] == "2016-04-09"


def test_the_letters_of_a_seal_are_no_value_of_a_small_label() -> None:
    head = printed("航空运输电子客票行程单", 300, 40)
    labels = [printed("填开单位", 100, 120, size=20), printed("填开日期", 600, 120, size=20)]
    seal = [printed("新市所", 240, 90, size=80)]
    below = [printed("长春和优航空服务有限公司", 100, 150, size=20), printed("2016-04-09", 600, 150, size=20)]
    assert values("air_itinerary", head, *labels, *seal, *below)["issued_by"] == "长春和优航空服务有限公司"


def test_a_value_may_stand_a_little_lower_than_the_colon_of_its_label() -> None:
    head = printed("航空运输电子客票行程单", 100, 40, size=20)
    lines = [printed("印刷序号：", 500, 40, size=20), printed("0063679004 9", 620, 54, size=20)]
    assert values("air_itinerary", head, *lines)["serial_number"] == "00636790049"
