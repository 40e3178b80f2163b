"""Pages, lines and what counts as seen."""

from __future__ import annotations

import pytest
from PIL import Image

from desktop_ocr.domain.errors import SourceArchive, SourceDamaged
from desktop_ocr.imaging import ofd
from desktop_ocr.imaging.ofd.text_codes import deltas
from tests.imaging.ofd.ofd_files import SPACE, Book, Sheet, colour, packed, page_xml, shape, text
from tests.imaging.pictures import marked, saved

MEDIA = (
    '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
    "</ofd:MultiMedias>"
)
SCAN = '<ofd:ImageObject Boundary="0 0 210 140" ResourceID="7"/>'


def said(objects: str, **more: str) -> list[str]:
    content = Book([Sheet(objects)], MEDIA, files={"Doc_0/Res/a.png": saved(marked(), "PNG")}, **more).content
    return [line.text for line in ofd.text(content, 1).lines]


class TestPages:
    def test_are_counted_over_all_documents(self) -> None:
        second = Book([Sheet(text("丙"))])
        parts = Book([Sheet(text("甲")), Sheet(text("乙"))]).parts
        parts |= {name.replace("Doc_0", "Doc_1"): content for name, content in second.parts.items() if "Doc_0" in name}
        bodies = "".join(f"<ofd:DocBody><ofd:DocRoot>Doc_{n}/Document.xml</ofd:DocRoot></ofd:DocBody>" for n in (0, 1))
        parts["OFD.xml"] = f"<ofd:OFD {SPACE}>{bodies}</ofd:OFD>".encode()
        content = packed(parts)
        assert ofd.page_count(content) == 3
        assert [ofd.text(content, page).lines[0].text for page in (1, 2, 3)] == ["甲", "乙", "丙"]
        for page in (0, -1, 4):
            with pytest.raises(SourceDamaged):
                ofd.text(content, page)
            with pytest.raises(SourceDamaged):
                ofd.draw(content, page)

    def test_none(self) -> None:
        with pytest.raises(SourceDamaged):
            ofd.page_count(Book([]).content)

    def test_a_missing_one_damages_only_itself(self) -> None:
        parts = Book([Sheet(text("甲")), Sheet(text("乙"))]).parts
        del parts["Doc_0/Pages/1.xml"]
        content = packed(parts)
        assert ofd.page_count(content) == 2
        assert ofd.text(content, 2).lines[0].text == "乙"
        with pytest.raises(SourceDamaged):
            ofd.text(content, 1)

    @pytest.mark.parametrize("tag", ["Annotations", "Attachments", "CustomTags"])
    def test_a_broken_file_beside_leaves_the_page(self, tag: str) -> None:
        book = Book([Sheet(text("甲"))], document=f"<ofd:{tag}>a.xml</ofd:{tag}>", files={"Doc_0/a.xml": b"<p:a><"})
        assert [line.text for line in ofd.text(book.content, 1).lines] == ["甲"]
        ofd.draw(book.content, 1)

    def test_two_thousand_pages_are_counted_at_once(self) -> None:
        content = Book([Sheet()] * 1_900).content
        assert ofd.page_count(content) == 1_900


class TestDeltas:
    @pytest.mark.parametrize(
        ("words", "count", "expected"),
        [
            ("1 2 3", 3, [1, 2, 3]),
            ("g 3 1.5 2", 4, [1.5, 1.5, 1.5, 2]),
            ("1 g 2 3", 3, [1, 3, 3]),
            ("1.5", 4, [1.5, 1.5, 1.5, 1.5]),
            ("1 2", 1, [1]),
            ("", 2, [0, 0]),
            ("g", 2, [0, 0]),
            ("g 2", 2, [0, 0]),
            ("g 999999999 1", 3, [1, 1, 1]),
            ("g -5 1 2", 2, [2, 2]),
            ("x 2", 2, [0, 2]),
            ("1", 0, []),
            ("1", -1, []),
        ],
    )
    def test_as_many_as_there_are_gaps(self, words: str, count: int, expected: list[float]) -> None:
        assert deltas(words, count) == expected


class TestLines:
    def test_a_text_code_is_a_line_whatever_its_gaps(self) -> None:
        assert said(text("名称：", deltas='DeltaX="30 5"')) == ["名称："]

    def test_blanks_are_letters(self) -> None:
        [line] = ofd.text(Book([Sheet(text("147 82", deltas='DeltaX="2.5"'))]).content, 1).lines
        assert line.text == "147 82"
        assert [character.text for character in line.characters] == list("147 82")

    def test_blanks_at_the_ends_are_none(self) -> None:
        assert said(text("  12  ", deltas='DeltaX="2.5"')) == ["12"]

    def test_a_step_back_and_down_begins_another(self) -> None:
        assert said(text("甲乙丙丁", deltas='DeltaX="5 -5 5" DeltaY="0 7 0"')) == ["甲乙", "丙丁"]

    def test_a_column_is_one_line_that_reads_down(self) -> None:
        [line] = ofd.text(Book([Sheet(text("购买方", deltas='DeltaY="6"'))]).content, 1).lines
        assert line.text == "购买方"
        quad = line.region
        assert quad.top_left.y == pytest.approx(quad.bottom_left.y)
        assert quad.top_left.x > quad.bottom_left.x
        assert quad.top_right.y > quad.top_left.y

    def test_single_letters_in_a_row_are_a_line(self) -> None:
        letters = "".join(text(letter, 10 + 2.5 * place) for place, letter in enumerate("050001"))
        assert said(letters) == ["050001"]

    def test_single_letters_far_apart_are_not(self) -> None:
        assert said(text("4") + text("25", 30)) == ["4", "25"]

    def test_a_label_and_its_value_in_another_colour_stay_two(self) -> None:
        label = text("号码：", deltas='DeltaX="5"', inside=colour(156, 82, 35))
        assert said(label + text("99", 25)) == ["号码：", "99"]

    def test_words_that_were_set_apart_without_a_blank(self) -> None:
        assert said(text("No", deltas='DeltaX="2.5"') + text("12", 17)) == ["No 12"]

    @pytest.mark.parametrize("place", range(12))
    def test_set_twice_for_bold_letters(self, place: int) -> None:
        x = 10 + 0.07 * place
        assert said(text("合计", x) + text("合计", x + 0.1)) == ["合计"]

    def test_set_twice_but_apart(self) -> None:
        assert said(text("合计", 10) + text("合计", 10, 16)) == ["合计", "合计"]

    def test_entities_and_indented_files(self) -> None:
        objects = text("a<b&c").replace("a&lt;", "\n      a&lt;").replace("&amp;c", "&amp;c\n    ")
        assert said(objects) == ["a<b&c"]

    def test_look_alikes_mean_the_usual_character(self) -> None:
        assert said(text("⼀⾦")) == ["一金"]

    def test_off_the_page(self) -> None:
        assert said(text("外", 300, 10) + text("内") + text("外", -50, 10)) == ["内"]

    def test_of_templates_and_annotations_too(self) -> None:
        book = Book(
            [Sheet(text("页"), before='<ofd:Template TemplateID="2"/>')],
            common='<ofd:TemplatePage ID="2" BaseLoc="Tpls/1.xml"/>',
            document="<ofd:Annotations>Annots/all.xml</ofd:Annotations>",
            files={
                "Doc_0/Tpls/1.xml": page_xml(Sheet(text("模", 40))).encode(),
                "Doc_0/Annots/all.xml": f'<ofd:Annotations {SPACE}><ofd:Page PageID="1"><ofd:FileLoc>1.xml'
                '</ofd:FileLoc></ofd:Page><ofd:Page PageID="2"><ofd:FileLoc>no.xml</ofd:FileLoc></ofd:Page>'
                "</ofd:Annotations>".encode(),
                "Doc_0/Annots/1.xml": f'<ofd:PageAnnot {SPACE}><ofd:Annot><ofd:Appearance Boundary="50 50 50 50">'
                f'{text("注")}</ofd:Appearance></ofd:Annot><ofd:Annot Visible="false"><ofd:Appearance '
                f'Boundary="0 0 9 9">{text("隐")}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>'.encode(),
            },
        )
        lines = ofd.text(book.content, 1).lines
        assert [line.text for line in lines] == ["模", "页", "注"]
        assert lines[2].region.bounds[0] == pytest.approx(60 / 210)


class TestSeen:
    @pytest.mark.parametrize(
        "hidden",
        [
            text("藏", inside=colour(0, 0, 0, alpha=0)),
            text("藏", inside=colour(255, 255, 255)),
            text("藏", more='Fill="false"'),
            text("藏", more='Visible="false"'),
            text("藏", more='Alpha="0"'),
            text("藏", size=0),
            text("藏") + SCAN,
            text("藏", inside=colour(238, 238, 238)),
            shape("M 0 0 L 30 0 L 30 30 L 0 30 C", more='Fill="true"') + text("藏"),
            text("藏") + shape("M 5 5 L 30 5 L 30 30 L 5 30 C", more='Fill="true"', inside=colour(255, 255, 255)),
            text("藏") + '<ofd:ImageObject Boundary="8 8 12 12" ResourceID="7"/>',
            shape("M 0 13 L 50 13", more='Stroke="true"') + text("藏", inside=colour(255, 255, 254)),
            text("藏", size=0.05),
            text("1380.00")
            + shape("M 14 8 L 60 8 L 60 20 L 14 20 C", more='Fill="true"', inside=colour(255, 255, 255)),
        ],
        ids=[
            "clear",
            "white",
            "not filled",
            "not visible",
            "alpha",
            "without size",
            "under a scan",
            "faint",
            "black on black",
            "painted over",
            "under a small picture",
            "white on a ruled line",
            "tiny",
            "some digits of a line",
        ],
    )
    def test_what_is_not_seen_is_not_exact(self, hidden: str) -> None:
        assert said(hidden + text("现", 120)) == ["现"]

    def test_a_line_that_runs_off_the_page_is_not_exact(self) -> None:
        assert said(text("8" * 16, 190, deltas='DeltaX="2"')) == []

    def test_on_a_picture_and_beside_one(self) -> None:
        small = '<ofd:ImageObject Boundary="0 0 20 20" ResourceID="7"/>'
        assert said(SCAN + text("现", 120)) == ["现"]
        assert said(text("现", 40) + small) == ["现"]

    def test_through_a_clear_picture(self) -> None:
        files = {"Doc_0/Res/a.png": saved(Image.new("RGBA", (40, 20), (255, 0, 0, 40)), "PNG")}
        content = Book([Sheet(text("现", 40) + SCAN)], MEDIA, files=files).content
        assert [line.text for line in ofd.text(content, 1).lines] == ["现"]

    def test_outlined_letters_are_seen(self) -> None:
        assert said(text("现", more='Fill="false" Stroke="true"')) == ["现"]


class TestLimits:
    def test_letters_of_a_page(self) -> None:
        with pytest.raises(SourceArchive):
            ofd.text(Book([Sheet(text("一" * 100_001))]).content, 1)

    def test_numbers_of_a_path(self) -> None:
        with pytest.raises(SourceArchive):
            ofd.draw(Book([Sheet(shape("M 0 0 L " + "1 1 " * 400_000))]).content, 1)
