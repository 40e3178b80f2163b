"""Certificates of many offices: qualifications, registrations, permits, diplomas; they have little in common."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PIL import Image

from . import companies, ornaments, people, places
from .sheet import Colour, Sheet
from .specimen import CARD, Specimen, finished

INK: Colour = (32, 30, 32)
OTHER = "others"
SUBJECTS = ("计算机科学与技术", "土木工程", "会计学", "临床医学", "汉语言文学", "电气工程及其自动化", "法学", "护理学")
SCHOOLS = ("理工大学", "师范大学", "职业技术学院", "医学院", "财经大学", "科技学院")


@dataclass(frozen=True)
class Entry:
    """A labelled value; those without a key of their own are among the others."""

    label: str
    shown: str
    key: str = OTHER
    true: str = ""


@dataclass
class Hand:
    """How one certificate is set, and the others it has, from top to bottom."""

    sheet: Sheet
    rng: random.Random
    label_role: str
    value_role: str
    size: float
    colon: str
    label_ink: Colour = INK
    underlined: bool = False
    others: list[str] = field(default_factory=list)

    def entry(self, x: float, y: float, room: float, entry: Entry, *, spread: float = 0.0, step: float = 1.4) -> float:
        """Label and value on one line, the value wrapped as it must be; returns the y under it."""
        sheet = self.sheet
        width = spread if spread and len(entry.label) * self.size < spread else None
        quad = sheet.write(
            x, y, entry.label, role=self.label_role, size=self.size, fill=self.label_ink, width=width
        )  # fmt: skip
        start = quad[1][0] / sheet.scale + 0.2 * self.size
        if self.colon:
            end = sheet.write(start, y, self.colon, role=self.label_role, size=self.size, fill=self.label_ink)
            start = end[1][0] / sheet.scale + self.rng.uniform(0.5, 0.8) * self.size
        else:
            start += 0.9 * self.size
        lines = sheet.wrap(entry.shown, x + room - start, role=self.value_role, size=self.size)
        if self.underlined:
            at = sheet.px(y + 0.75 * self.size)
            sheet.draw.line((sheet.px(start), at, sheet.px(x + room), at), fill=self.label_ink, width=1)
        below = sheet.write_lines(
            start, y, lines, step=self.size * step, key=entry.key, role=self.value_role, size=self.size, fill=INK
        )
        if entry.key == OTHER:
            self.others.append(f"{entry.label}：{entry.shown}")
        else:
            sheet.fields[entry.key] = entry.true or entry.shown
        return below - self.size * step

    def finish(self, form: str) -> Specimen:
        if self.others:
            self.sheet.fields[OTHER] = "\n".join(self.others)
        return finished(self.sheet, "certificate", form)

    def title(self, x: float, y: float, text: str, size: float, *, tracking: float = 0.0) -> None:
        fill = self.rng.choice([(170, 40, 36), (40, 36, 40), (190, 140, 50), (60, 40, 110)])
        role = self.rng.choice(["hei_bold", "song_bold", "kai"])
        self.sheet.write(
            x, y, text, role=role, size=size, fill=fill, align="middle", tracking=tracking, key="title"
        )  # fmt: skip
        self.sheet.fields["title"] = text

    def stamp(self, text: str, x: float, y: float, across: float) -> None:
        red = self.rng.choice([(224, 66, 66), (234, 92, 84), (212, 56, 70)])
        seal = ornaments.seal(text[-16:], self.sheet.px(across), red)
        turned = seal.rotate(self.rng.uniform(-10, 10), fillcolor="white", resample=Image.Resampling.BILINEAR)
        self.sheet.stamp(turned, x, y)

    def portrait(self, x: float, y: float, wide: float, high: float) -> None:
        sheet = self.sheet
        box = tuple(sheet.px(at) for at in (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
        sheet.draw.rectangle(box, fill=self.rng.choice([(206, 222, 240), (200, 60, 56), (240, 240, 240)]))
        size = (sheet.px(wide * 0.9), sheet.px(high * 0.9))
        sheet.paste(ornaments.portrait(size, self.rng, woman=self.rng.random() < 0.5), x, y + high * 0.05)


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(list(FORMS))
    return FORMS[form](rng, long_side)


def _hand(rng: random.Random, sheet: Sheet, size: float) -> Hand:
    paper = rng.choice([(252, 246, 236), (240, 246, 250), (250, 240, 240), (246, 248, 238)])
    ink = (paper[0] - 20, paper[1] - 16, paper[2] - 22)
    sheet.put(
        ornaments.guilloche(
            sheet.size, (paper, (253, 252, 250), paper), (ink,), sheet.scale * 1.8, 0.45, rng.randrange(4)
        ).copy()
    )
    return Hand(
        sheet, rng,
        label_role=rng.choice(["song", "hei", "song_bold", "kai"]),
        value_role=rng.choice(["song", "kai", "hei", "song_light", "hei_micro"]),
        size=size,
        colon=rng.choice(["：", "：", ":", ""]),
        label_ink=rng.choice([INK, (60, 40, 40), (30, 40, 90)]),
    )  # fmt: skip


def _day(rng: random.Random, day: date) -> str:
    return rng.choice([
        f"{day.year}年{day.month:02d}月{day.day:02d}日", f"{day.year}年{day.month}月{day.day}日", day.isoformat(),
        f"{day.year}.{day.month:02d}.{day.day:02d}", f"{day.year} 年 {day.month} 月 {day.day} 日",
    ])  # fmt: skip


def _when(rng: random.Random, first: int = 2004) -> date:
    return date(rng.randint(first, 2025), 1, 1) + timedelta(days=rng.randrange(365))


def _later(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28)) - timedelta(days=1)


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _born(rng: random.Random, issued: date) -> date:
    return date(issued.year - rng.randint(20, 50), rng.randint(1, 12), rng.randint(1, 28))


def _dated(rng: random.Random, label: str, day: date, key: str) -> Entry:
    return Entry(label, _day(rng, day), key, day.isoformat())


def _qualification(rng: random.Random, long_side: int) -> Specimen:
    """A booklet opened: portrait and seal on the left, entries on the right."""
    sheet = Sheet(250, 176, long_side)
    hand = _hand(rng, sheet, rng.uniform(4.6, 5.4))
    issued, place = _when(rng), places.region(rng)
    name, sex, _ = people.person(rng)
    born = _born(rng, issued)
    hand.title(62, 26, rng.choice(["职业资格证书", "专业技术资格证书", "教师资格证书", "职业技能等级证书"]), 9.5)
    hand.portrait(62, 70, 34, 46)
    office = f"{place.city or place.county}人力资源和社会保障局"
    hand.stamp(office, 78, 104, 40)
    sheet.write(62, 150, "中华人民共和国人力资源和社会保障部监制", role="song", size=3.8, fill=INK, align="middle")
    entries = [
        Entry("姓名", name, "holder"), Entry("性别", sex),
        Entry(rng.choice(["出生日期", "出生年月"]), f"{born.year}年{born.month:02d}月"),
        Entry(rng.choice(["身份证号", "证件号码"]), people.id_number(rng, place.code, born, sex)),
        Entry("专业名称", rng.choice(SUBJECTS)),
        Entry(rng.choice(["资格级别", "级别"]), rng.choice(["高级", "中级", "初级", "二级/技师", "三级/高级工"])),
        Entry(rng.choice(["证书编号", "证书号", "管理号", "编号"]), _digits(rng, rng.choice([11, 16, 18])), "number"),
        _dated(rng, rng.choice(["发证日期", "批准日期", "签发日期"]), issued, "issue_date"),
        Entry(rng.choice(["发证机关", "发证单位", "颁发机构"]), office, "issuer"),
    ]  # fmt: skip
    if rng.random() < 0.3:
        del entries[4]
    y, pitch, spread = 26.0, rng.uniform(14.0, 15.5), rng.choice([0.0, 4.1 * hand.size])
    for entry in entries:
        y = hand.entry(136, y, 104, entry, spread=spread) + pitch
    sheet.write(14, 168, "样本 SPECIMEN", role="hei_bold", size=3.6, fill=(206, 130, 140))
    return hand.finish("qualification")


def _registration(rng: random.Random, long_side: int) -> Specimen:
    """An electronic certificate on one upright page."""
    sheet = Sheet(210, 297, long_side)
    hand = _hand(rng, sheet, rng.uniform(5.0, 5.8))
    issued, place = _when(rng, 2012), places.region(rng)
    name, sex, _ = people.person(rng)
    sheet.write(105, 30, "中华人民共和国", role="song_bold", size=10, fill=INK, align="middle", tracking=1)
    kind = rng.choice(["一级建造师", "二级建造师", "注册造价工程师", "执业药师", "注册安全工程师"])
    hand.title(105, 48, f"{kind}注册证书", 12.5, tracking=1)
    hand.portrait(166, 92, 32, 44)
    office = f"{place.province}住房和城乡建设厅"
    entries = [
        Entry("姓名", name, "holder"), Entry("性别", sex),
        Entry("出生日期", _day(rng, _born(rng, issued))),
        Entry(rng.choice(["注册编号", "注册号", "证书编号"]), rng.choice(["京", ""]) + _digits(rng, 13), "number"),
        Entry(rng.choice(["聘用企业", "执业单位"]), companies.company_name(rng, place)),
        Entry("注册专业", rng.choice(["建筑工程", "机电工程", "市政公用工程", "水利水电工程"])),
        _dated(rng, rng.choice(["有效期至", "证书有效期至", "有效期止"]), _later(issued, 3), "valid_until"),
    ]  # fmt: skip
    y, pitch, spread = 78.0, rng.uniform(16, 18.5), rng.choice([0.0, 4.1 * hand.size])
    for place_of, entry in enumerate(entries):
        y = hand.entry(30, y, 112 if place_of < 3 else 152, entry, spread=spread) + pitch
    y = max(y + 8, 224.0)
    below = hand.entry(96, y, 92, Entry("签发机关", office, "issuer"))
    hand.entry(96, below + 12, 92, _dated(rng, "签发日期", issued, "issue_date"))
    hand.stamp(office, 150, y + 4, 40)
    sheet.write(20, 285, "样本 SPECIMEN", role="hei_bold", size=4.2, fill=(206, 130, 140))
    return hand.finish("registration")


def _permit(rng: random.Random, long_side: int) -> Specimen:
    """A company's permit across the page, in one column or two."""
    sheet = Sheet(297, 210, long_side)
    hand = _hand(rng, sheet, rng.uniform(5.0, 5.6))
    issued, place = _when(rng, 2010), places.region(rng)
    edge = tuple(sheet.px(at) for at in (9, 9, 288, 201))
    ink = rng.choice([(190, 164, 96), (110, 150, 200), (170, 90, 90)])
    ornaments.frame(sheet.picture, edge, sheet.px(6), ink, rng.randrange(3))  # type: ignore[arg-type]
    kind, head, holder, office = rng.choice([
        ("食品经营许可证", "JY", "经营者名称", "市场监督管理局"),
        ("食品生产许可证", "SC", "生产者名称", "市场监督管理局"),
        ("安全生产许可证", "安许证字", "单位名称", "应急管理局"),
        ("医疗机构执业许可证", "PDY", "机构名称", "卫生健康委员会"),
        ("危险化学品经营许可证", "危化经字", "企业名称", "应急管理局"),
        ("卫生许可证", "卫公证字", "单位名称", "卫生健康局"),
    ])  # fmt: skip
    hand.title(148.5, 36, kind, 14.5, tracking=rng.choice([0.5, 3.0]))
    office = f"{place.county}{office}"
    until = _later(issued, rng.choice([3, 4, 5]))
    number = f"{head}{_digits(rng, 14)}"
    if not head.isascii():
        number = (
            f"（{place.province[0]}）{head}〔{issued.year}〕{rng.randint(1, 9999):06d}号"
            if rng.random() < 0.5
            else (f"{head}[{issued.year}]第{rng.randint(1, 9999):04d}号")
        )
    entries = [
        Entry(holder, companies.company_name(rng, place), "holder"),
        Entry("统一社会信用代码", companies.credit_code(rng, place.code)),
        Entry(rng.choice(["法定代表人", "主要负责人"]), people.name(rng)),
        Entry(rng.choice(["住所", "单位地址"]), places.office(rng, place)),
        Entry(rng.choice(["经营项目", "许可范围"]), companies.scope(rng, rng.randint(10, 40)).rstrip("。；")),
    ]  # fmt: skip
    if rng.random() < 0.3:
        del entries[1]
    y, pitch, spread = 64.0, rng.uniform(13, 15), rng.choice([0.0, 5.2 * hand.size])
    for entry in entries:
        y = hand.entry(34, y, 228, entry, spread=spread) + pitch
    y = max(y + 3, 146.0)
    hand.entry(34, y, 118, Entry(rng.choice(["许可证编号", "证书编号", "编号"]), number, "number"))
    shown = f"{_day(rng, issued)}至{_day(rng, until)}"
    if rng.random() < 0.5:
        hand.entry(34, y + 13, 118, _dated(rng, "有效期至", until, "valid_until"))
    else:
        hand.entry(34, y + 13, 118, Entry("有效期限", shown, "valid_until", until.isoformat()))
    below = hand.entry(170, y, 100, Entry("发证机关", office, "issuer"))
    hand.entry(170, below + 13, 100, _dated(rng, "发证日期", issued, "issue_date"))
    hand.stamp(office, 246, y + 6, 42)
    sheet.write(24, 192, "样本 SPECIMEN", role="hei_bold", size=4.2, fill=(206, 130, 140))
    return hand.finish("permit")


def _card(rng: random.Random, long_side: int) -> Specimen:
    """A plastic card of a trade."""
    sheet = Sheet(*CARD, long_side)
    hand = _hand(rng, sheet, rng.uniform(2.5, 2.9))
    issued, place = _when(rng, 2012), places.region(rng)
    name, sex, _ = people.person(rng)
    hand.title(43, 7, rng.choice(["特种作业操作证", "特种设备作业人员证", "健康证明从业人员培训合格证", "导游证"]), 4.4)
    born = _born(rng, issued)
    hand.portrait(72, 24, 19, 25)
    entries = [
        Entry(rng.choice(["证号", "证书编号", "编号"]), "T" + people.id_number(rng, place.code, born, sex), "number"),
        Entry("姓名", name, "holder"), Entry("性别", sex),
        Entry("作业类别", rng.choice(["电工作业", "焊接与热切割作业", "高处作业"])),
        Entry("准操项目", rng.choice(["低压电工作业", "高压电工作业", "熔化焊接与热切割作业"])),
        _dated(rng, "初领日期", issued, OTHER),
        _dated(rng, rng.choice(["有效期至", "有效期止"]), _later(issued, 6), "valid_until"),
    ]  # fmt: skip
    y, pitch = 14.5, rng.uniform(4.9, 5.3)
    for entry in entries:
        shown = Entry(entry.label, entry.shown) if entry.key == OTHER else entry
        y = hand.entry(5, y, 56, shown) + pitch
    office = f"{place.province if len(place.province) < 5 else place.province[:2]}应急管理厅"
    hand.entry(44, 49, 40, Entry("签发机关", office, "issuer"))
    hand.stamp(office, 73, 40, 15)
    sheet.write(5, 51.5, "样本 SPECIMEN", role="hei_bold", size=2.0, fill=(206, 130, 140))
    return hand.finish("card")


def _diploma(rng: random.Random, long_side: int) -> Specimen:
    """Running text; the school, its head, the number and a date below."""
    sheet = Sheet(280, 198, long_side)
    hand = _hand(rng, sheet, rng.uniform(6.4, 7.2))
    hand.colon = rng.choice(["：", "：", ":"])
    place = places.region(rng)
    done = date(rng.randint(1998, 2025), rng.choice([1, 6, 7]), rng.randint(1, 28))
    name, sex, _ = people.person(rng)
    born = _born(rng, done)
    school = f"{(place.city or place.province).removesuffix('市')}{rng.choice(SCHOOLS)}"
    hand.title(
        182, 30, rng.choice(["毕业证书", "普通高等学校毕业证书", "毕 业 证 书"]).replace(" ", ""), 13, tracking=1.5
    )
    hand.portrait(50, 74, 36, 48)
    subject, years = rng.choice(SUBJECTS), rng.choice("三四五")
    grade = rng.choice(["本科", "专科"])
    body = (
        f"学生{rng.choice([' ', ''])}{name}{rng.choice(['，', ' '])}性别{rng.choice(['', ' '])}{sex}，"
        f"{_spoken(born)}生，"
        f"于{done.year - 4}年九月至{done.year}年{_count(done.month)}月在本校{subject}专业{years}年制{grade}学习，"
        "修完教学计划规定的全部课程，成绩合格，准予毕业。"
    )
    lines = sheet.wrap("　　" + body, 176, role=hand.value_role, size=hand.size)
    y, step = 56.0, hand.size * 1.75
    for line in lines:
        cut = line.find(name)
        if cut >= 0 and "holder" not in sheet.fields:
            before = sheet.write(94, y, line[:cut], role=hand.value_role, size=hand.size, fill=INK)
            x = before[1][0] / sheet.scale + 0.12 * hand.size
            quad = sheet.write(x, y, name, role=hand.value_role, size=hand.size, fill=INK, key="holder")
            sheet.fields["holder"] = name
            x = quad[1][0] / sheet.scale + 0.1 * hand.size
            sheet.write(x, y, line[cut + len(name) :], role=hand.value_role, size=hand.size, fill=INK)
        else:
            sheet.write(94, y, line, role=hand.value_role, size=hand.size, fill=INK)
        y += step
    hand.size *= 0.86
    hand.entry(94, 146, 80, Entry("校名", school, "issuer"), spread=rng.choice([0.0, 3.2 * hand.size]))
    head = people.name(rng)
    hand.entry(200, 146, 70, Entry("校（院）长", head), spread=0.0)
    hand.entry(94, 170, 90, Entry("证书编号", _digits(rng, 18), "number"))
    written = _spoken(done) if rng.random() < 0.6 else f"{done.year}年{done.month}月{done.day}日"
    sheet.write(200, 170, written, role=hand.value_role, size=hand.size, fill=INK, key="issue_date")
    sheet.fields["issue_date"] = done.isoformat()
    hand.stamp(school, 128, 150, 42)
    sheet.write(20, 188, "样本 SPECIMEN", role="hei_bold", size=4.2, fill=(206, 130, 140))
    return hand.finish("diploma")


def _spoken(day: date) -> str:
    year = str(day.year).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    return f"{year}年{_count(day.month)}月{_count(day.day)}日"


def _count(number: int) -> str:
    tens, ones = divmod(number, 10)
    said: Sequence[str] = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
    return ("" if not tens else "十" if tens == 1 else said[tens] + "十") + said[ones]


FORMS: dict[str, Callable[[random.Random, int], Specimen]] = {
    "qualification": _qualification,
    "registration": _registration,
    "permit": _permit,
    "card": _card,
    "diploma": _diploma,
}
