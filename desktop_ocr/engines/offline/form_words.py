"""Labels of ruled forms, which have no colons: the words that forms ask with, in the columns that they stand in.

A row of such a form is a label and a value in turn.  What is asked for differs from form to form, but hardly the words
that it ends with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_ocr.engines.offline.layout import Layout, Row
from desktop_ocr.engines.offline.matching import fold

CELL_GAP = 0.5
"""Empty space, in heights, between a label and its value in the next cell."""
ALIGNED = 0.9
"""Heights by which the middles or ends of two labels in one column differ at most."""
LEAST = 3
"""Labels from which a page may be a form."""
KNOWN = 0.5
"""Part of the labels whose words must be such as forms ask with: the cells of any table look like labels."""
Span = tuple[int, int, int]
"""Row, first glyph, and the one after the last."""
_LABEL = re.compile(r"[\u4e00-\u9fff()/、]{2,12}")
_ASKED = re.compile(
    r".*(?:姓名|名称|性别|民族|籍贯|国籍|年龄|生日|日期|时间|年月|期限|学历|学位|专业|院校|学校|职务|职称|职位|岗位|工种|工作单位|单位|部门"
    r"|公司|门店|电话|手机|联系方式|联系人|传真|邮箱|邮编|地址|住址|住所|坐落|所在地|地点|身份证|证件|号码|编号|单号|账号|帐号|卡号|工号|学号|号"
    r"|户名|开户行|银行|面貌|婚姻状况|状况|血型|身高|体重|特长|爱好|经历|类型|类别|级别|等级|规格|型号|品牌|数量|单价|金额|总价|租金|押金"
    r"|费用|面积|用途|事由|原因|描述|说明|内容|要求|结果|意见|备注|签名|签字|负责人|经办人|申请人|报修人|推荐人|介绍人|法人|代表|甲方|乙方"
    r"|方|人|关系|颜色|方式)"
)


def grid_labels(layout: Layout) -> list[Span]:
    """The labels of a page that is a form; none where too little speaks for one."""
    found = [span for index, row in enumerate(layout.rows) for span in _in_turn(index, row)]
    found = [span for span in found if any(_are_aligned(layout, span, other) for other in found if other[0] != span[0])]
    asked = sum(bool(_ASKED.fullmatch(_text(layout.rows[row], start, end))) for row, start, end in found)
    return found if len(found) >= LEAST and asked >= KNOWN * len(found) else []


def _in_turn(index: int, row: Row) -> Iterator[Span]:
    """Every second piece of a row that begins with what may be a label."""
    spans = list(_pieces(row))
    is_expected = len(spans) > 1
    for place, (start, end) in enumerate(spans):
        text = _text(row, start, end)
        if is_expected and place == 0 and not _LABEL.fullmatch(text):
            return
        is_label = is_expected and bool(_LABEL.fullmatch(text))
        if is_label:
            yield index, start, end
        is_expected = not is_label


def _pieces(row: Row) -> Iterator[tuple[int, int]]:
    """The stretches of a row between gaps; single characters are a label that was spread (姓　名)."""
    starts = [place for place in range(len(row.glyphs)) if row.gap(place) >= CELL_GAP]
    spread: tuple[int, int] | None = None
    for start, end in zip(starts, [*starts[1:], len(row.glyphs)], strict=True):
        is_single = end - start == 1 and "\u4e00" <= row.glyphs[start].text <= "\u9fff"
        if spread and not (is_single and not _ASKED.fullmatch(_text(row, *spread))):
            yield spread
            spread = None
        if is_single:
            spread = (spread[0] if spread else start, end)
        else:
            yield start, end
    if spread:
        yield spread


def _are_aligned(layout: Layout, one: Span, two: Span) -> bool:
    (left, right, height), (other_left, other_right, other_height) = _extent(layout, one), _extent(layout, two)
    apart = min(abs(left - other_left), abs(right - other_right), abs(left + right - other_left - other_right) / 2)
    return apart < ALIGNED * min(height, other_height)


def _extent(layout: Layout, span: Span) -> tuple[float, float, float]:
    glyphs = layout.rows[span[0]].glyphs[span[1] : span[2]]
    return glyphs[0].left, glyphs[-1].right, glyphs[0].height


def _text(row: Row, start: int, end: int) -> str:
    return fold("".join(glyph.text for glyph in row.glyphs[start:end]))
