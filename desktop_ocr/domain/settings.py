"""What the clerk may set, each with its words, its limits and its default.

To add a setting, add one field to ``Settings`` with its default and its record (``_choice`` or ``_number``): the
settings page asks for it as the record says, the settings file keeps it, a value out of its limits becomes the default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import Enum
from typing import Any, Literal, cast

LanguageChoice = Literal["system", "zh", "en"]
ThemeChoice = Literal["system", "light", "dark"]
WebPictures = Literal["off", "on"]
Value = str | int | float


class Group(Enum):
    """The sections of the settings page, in its order: Chinese and English heading."""

    LOOK = ("外观", "Appearance")
    READING = ("识别", "Reading")
    SAFETY = ("安全", "Safety")

    def in_language(self, language: Literal["zh", "en"]) -> str:
        return self.value[0] if language == "zh" else self.value[1]


class Kind(Enum):
    CHOICE = "choice"
    INT = "int"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values to choose from, and its words."""

    value: str
    zh: str
    en: str

    def in_language(self, language: Literal["zh", "en"]) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Setting:
    """The record of one setting.

    A choice has ``choices``; a number goes from ``smallest`` to ``largest`` by ``step`` and shows ``unit`` behind it,
    and ``zero`` holds the words that stand for 0, if 0 is no number like the others.
    """

    key: str
    group: Group
    kind: Kind
    default: Value
    label_zh: str
    label_en: str
    hint_zh: str = ""
    hint_en: str = ""
    choices: tuple[Choice, ...] = ()
    smallest: int = 0
    largest: int = 0
    step: int = 1
    unit: str = ""
    zero: Choice | None = None

    def label(self, language: Literal["zh", "en"]) -> str:
        return self.label_zh if language == "zh" else self.label_en

    def hint(self, language: Literal["zh", "en"]) -> str:
        return self.hint_zh if language == "zh" else self.hint_en

    def valid(self, value: object) -> Value:
        """The value, in the type of the default; the default if it is none of the choices or out of the limits."""
        if self.kind is Kind.CHOICE:
            return next((choice.value for choice in self.choices if choice.value == value), self.default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not self.smallest <= value <= self.largest:
            return self.default
        if isinstance(self.default, float):
            return float(value)
        return int(value) if int(value) == value else self.default


def _choice(*, group: Group, zh: str, en: str, choices: tuple[Choice, ...], hint: Choice) -> dict[str, Any]:
    words = {"label_zh": zh, "label_en": en, "hint_zh": hint.zh, "hint_en": hint.en}
    return {"group": group, "kind": Kind.CHOICE, "choices": choices, **words}


def _number(*, group: Group, zh: str, en: str, limits: tuple[int, int], hint: Choice, **more: Any) -> dict[str, Any]:
    words = {"label_zh": zh, "label_en": en, "hint_zh": hint.zh, "hint_en": hint.en}
    return {"group": group, "kind": Kind.INT, "smallest": limits[0], "largest": limits[1], **words, **more}


def _hint(zh: str = "", en: str = "") -> Choice:
    return Choice("", zh, en)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the clerk has set."""

    language: LanguageChoice = field(
        default="system",
        metadata=_choice(
            group=Group.LOOK,
            zh="语言",
            en="Language",
            choices=(
                Choice("system", "跟随系统", "Same as the system"),
                Choice("zh", "中文", "中文"),
                Choice("en", "English", "English"),
            ),
            hint=_hint("下次启动时生效。", "Takes effect at the next start."),
        ),
    )
    theme: ThemeChoice = field(
        default="system",
        metadata=_choice(
            group=Group.LOOK,
            zh="主题",
            en="Theme",
            choices=(
                Choice("system", "跟随系统", "Same as the system"),
                Choice("light", "浅色", "Light"),
                Choice("dark", "深色", "Dark"),
            ),
            hint=_hint(),
        ),
    )
    font_size: int = field(
        default=100,
        metadata=_number(
            group=Group.LOOK,
            zh="文字大小",
            en="Text size",
            limits=(80, 175),
            step=5,
            unit=" %",
            hint=_hint("100 % 是系统的文字大小。", "100 % is the size the system uses."),
        ),
    )
    """Percent of the system's size."""
    likely_threshold: float = field(
        default=85.0,
        metadata=_number(
            group=Group.READING,
            zh="可信的最低把握",
            en="Least certainty of a likely value",
            limits=(50, 99),
            unit=" %",
            hint=_hint(
                "一栏中最没把握的字低于此值，该栏就要看一眼。调高则多看、少错。",
                "A value whose weakest character is below this needs a look. Higher: more to look at, fewer mistakes.",
            ),
        ),
    )
    """Percent; the weakest character's score from which a value without proof is likely."""
    workers: int = field(
        default=0,
        metadata=_number(
            group=Group.READING,
            zh="同时识别的份数",
            en="Papers read at once",
            limits=(0, 8),
            zero=_hint("自动", "Automatic"),
            hint=_hint(
                "自动：按处理器数量。越多越快，也越占内存。下次启动时生效。",
                "Automatic: by the number of processors. More is faster and takes more memory. "
                "Takes effect at the next start.",
            ),
        ),
    )
    """Worker processes; 0 leaves the number to the program."""
    web_pictures: WebPictures = field(
        default="off",
        metadata=_choice(
            group=Group.SAFETY,
            zh="从网页拖入的图片",
            en="Pictures dragged from web pages",
            choices=(
                Choice("off", "不从网上取", "Never fetch from the web"),
                Choice("on", "从 https 地址取", "Fetch from https addresses"),
            ),
            hint=_hint(
                "浏览器常常只给出图片的地址。允许后，程序会到该网站取这一张图片（最大 50 MB）。",
                "Browsers often hand over only a picture's address. If allowed, that one picture (at most 50 MB) is "
                "fetched from its site.",
            ),
        ),
    )
    lock_minutes: int = field(
        default=10,
        metadata=_number(
            group=Group.SAFETY,
            zh="离开多久后锁定",
            en="Lock when away for",
            limits=(0, 120),
            unit=" min",
            zero=_hint("不锁定", "Never"),
            hint=_hint(
                "锁定后窗口不再显示单据。",
                "A locked window shows no papers.",
            ),
        ),
    )
    """Minutes without key and mouse after which the papers are hidden; 0 for never."""
    retention_days: int = field(
        default=30,
        metadata=_number(
            group=Group.SAFETY,
            zh="保留天数",
            en="Days of keeping",
            limits=(7, 365),
            hint=_hint(
                "导出满这么多天的单据移入回收站；在回收站满这么多天的单据和恢复前的资料彻底删除。"
                "备份最多保留四周，且不超过这个天数；最后一份总会保留。下次启动时生效。",
                "Papers exported so long ago go into the bin; papers so long in the bin, and what a restore put aside, "
                "are deleted for good. Backups are kept four weeks at most, and no longer than this, but always the "
                "last one. Takes effect at the next start.",
            ),
        ),
    )

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> Settings:
        """Settings from plain values; what is missing or bad gets its default, what is unknown is left out."""
        known = {record.key: record for record in table_of(cls)}
        return cls(**{key: record.valid(values[key]) for key, record in known.items() if key in values})  # type: ignore[arg-type]

    def values(self) -> dict[str, Value]:
        """Plain values by key."""
        return asdict(self)


def table_of(settings: type[Settings]) -> tuple[Setting, ...]:
    """One record for each setting, in the order of the settings page."""
    assert all(each.metadata for each in fields(settings)), "a setting without a record"
    return tuple(
        Setting(key=each.name, default=cast(Value, each.default), **each.metadata) for each in fields(settings)
    )


SETTINGS = table_of(Settings)
assert all(record.valid(record.default) == record.default for record in SETTINGS)
