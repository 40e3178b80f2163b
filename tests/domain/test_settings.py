"""What the clerk may set: limits, defaults, words."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import pytest

from desktop_ocr.domain.review import LIKELY_SCORE
from desktop_ocr.domain.settings import SETTINGS, Group, Kind, Setting, Settings, table_of
from desktop_ocr.store.retention import RETENTION_DAYS

RECORDS = {record.key: record for record in SETTINGS}


def test_every_setting_has_its_record() -> None:
    assert [record.key for record in SETTINGS] == [each.name for each in fields(Settings)]


def test_a_group_stands_together() -> None:
    groups = [record.group for record in SETTINGS]
    assert groups == sorted(groups, key=list(Group).index)


def test_the_defaults() -> None:
    assert Settings().values() == {
        "language": "system",
        "theme": "system",
        "font_size": 100,
        "likely_threshold": 85.0,
        "workers": 0,
        "lock_minutes": 10,
        "web_pictures": "off",
        "retention_days": RETENTION_DAYS,
    }
    assert Settings().likely_threshold == LIKELY_SCORE * 100


@pytest.mark.parametrize("record", SETTINGS, ids=lambda record: record.key)
def test_a_record_is_whole(record: Setting) -> None:
    assert record.label_zh
    assert record.label_en
    assert bool(record.hint_zh) == bool(record.hint_en)
    if record.kind is Kind.CHOICE:
        assert record.default in {choice.value for choice in record.choices}
        assert all(choice.zh and choice.en for choice in record.choices)
    else:
        assert record.smallest <= record.default <= record.largest  # type: ignore[operator]
        assert record.step > 0


def test_values_survive_a_round_trip() -> None:
    settings = Settings(language="zh", theme="dark", font_size=175, likely_threshold=92.0, workers=8)
    assert Settings.from_values(settings.values()) == settings


@pytest.mark.parametrize(
    ("key", "bad"),
    [
        ("language", "fr"),
        ("retention_days", 6),
        ("retention_days", 366),
        ("language", None),
        ("language", ["zh"]),
        ("theme", 1),
        ("font_size", 79),
        ("font_size", 176),
        ("font_size", 100.5),
        ("font_size", True),
        ("font_size", "120"),
        ("likely_threshold", math.nan),
        ("likely_threshold", math.inf),
        ("likely_threshold", 49.9),
        ("workers", -1),
        ("workers", 9),
        ("workers", {}),
    ],
)
def test_a_bad_value_becomes_the_default_and_the_others_stay(key: str, bad: object) -> None:
    other = "theme" if key != "theme" else "language"
    good = {"theme": "dark", "language": "en"}[other]
    settings = Settings.from_values({other: good, key: bad, "unheard of": 1})
    assert settings.values() == Settings().values() | {other: good}


def test_a_number_has_the_type_of_its_default() -> None:
    settings = Settings.from_values({"font_size": 120.0, "likely_threshold": 90})
    assert type(settings.font_size) is int
    assert type(settings.likely_threshold) is float


@pytest.mark.parametrize("key", RECORDS)
def test_words_in_both_languages(key: str) -> None:
    record = RECORDS[key]
    assert record.label("zh") == record.label_zh
    assert record.label("en") == record.label_en


def test_a_setting_without_a_record_is_refused() -> None:
    @dataclass(frozen=True)
    class Forgotten(Settings):
        tea: int = 0

    with pytest.raises(AssertionError):
        table_of(Forgotten)
