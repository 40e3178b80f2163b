"""Shapes, colours, pictures, layers."""

from __future__ import annotations

import gc
import io

import pytest
from PIL import Image, ImageFont

from desktop_ocr.domain.errors import SourceArchive, SourceShape, SourceTooSmall
from desktop_ocr.imaging import ofd
from desktop_ocr.imaging.ofd.faces import MOST_OPEN
from tests.imaging.measuring import colour_at, in_millimetres, ink
from tests.imaging.ofd.ofd_files import Book, Sheet, colour, page_xml, shape, text
from tests.imaging.pictures import marked, saved

WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (255, 0, 0)
FILLED = 'Fill="true" Stroke="false"'
SQUARE = "M {0} {0} L {1} {0} L {1} {1} L {0} {1} C "
BACKWARDS = "M {0} {0} L {0} {1} L {1} {1} L {1} {0} C "
PIXEL = 25.4 / 200


def drawn(
    objects: str, *, box: str = "0 0 100 100", resources: str = "", files: dict[str, bytes] | None = None
) -> Image.Image:
    return ofd.draw(Book([Sheet(objects, box=box)], resources, files=files or {}).content, 1)


class TestShapes:
    def test_a_hole_goes_the_other_way_round(self) -> None:
        page = drawn(shape(SQUARE.format(10, 90) + BACKWARDS.format(30, 70), more=FILLED))
        assert colour_at(page, 0.2, 0.2) == BLACK
        assert colour_at(page, 0.5, 0.5) == WHITE

    def test_the_same_way_round_twice_is_no_hole(self) -> None:
        page = drawn(shape(SQUARE.format(10, 90) + SQUARE.format(30, 70), more=FILLED))
        assert colour_at(page, 0.5, 0.5) == BLACK

    def test_unless_the_rule_is_even_odd(self) -> None:
        objects = shape(SQUARE.format(10, 90) + SQUARE.format(30, 70), more=FILLED + ' Rule="Even-Odd"')
        assert colour_at(drawn(objects), 0.5, 0.5) == WHITE

    @pytest.mark.parametrize(
        ("data", "where"),
        [
            ("M 20 50 A 30 30 0 1 1 80 50 A 30 30 0 1 1 20 50 C", (20, 20, 80, 80)),
            ("M 20 50 A 30 10 0 0 1 80 50", (20, 40, 80, 50)),
            ("M 20 50 A 30 10 0 0 0 80 50", (20, 50, 80, 60)),
            ("M 50 20 A 30 10 90 0 0 50 80", (40, 20, 50, 80)),
            ("M 20 50 B 20 10 80 10 80 50", (20, 20, 80, 50)),
            ("M 20 50 Q 50 10 80 50", (20, 30, 80, 50)),
            ("S 20 50 L 50 20 80 50", (20, 20, 80, 50)),
        ],
    )
    def test_curves(self, data: str, where: tuple[float, ...]) -> None:
        page = drawn(shape(data, more=FILLED))
        assert in_millimetres(ink(page), 100, 100) == pytest.approx(where, abs=3 * PIXEL)

    def test_a_line_has_its_width_and_does_not_reach_over_its_ends(self) -> None:
        page = drawn(shape("M 20 50 L 80 50", more='LineWidth="4"'))
        assert in_millimetres(ink(page), 100, 100) == pytest.approx((20, 48, 80, 52), abs=1.5 * PIXEL)

    def test_corners_of_a_frame_are_closed(self) -> None:
        page = drawn(shape(SQUARE.format(20, 80), more='LineWidth="4"'))
        assert colour_at(page, 0.185, 0.185) == BLACK
        assert colour_at(page, 0.5, 0.5) == WHITE

    def test_the_thinnest_line_is_seen(self) -> None:
        assert ink(drawn(shape("M 20 50 L 80 50", more='LineWidth="0.01"'))) is not None

    @pytest.mark.parametrize(
        "data",
        ["", "L 1 1", "M 1", "M 1 1 X 2 2", "M 1 1 L 1e8 1e8", "M 1 1 A 0 0 0 0 0 9 9", "C C C", "M 5 5 C L 6 6", "7"],
    )
    def test_what_is_no_path_draws_no_more_than_a_line(self, data: str) -> None:
        drawn(shape(data, more='Fill="true"'))


class TestColours:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("255 0 0", RED),
            ("#FF #00 #00", RED),
            ("0", BLACK),
            ("0 255 255 0", RED),
            ("", BLACK),
            ("300 -5 0", RED),
        ],
    )
    def test_by_how_many_numbers_there_are(self, value: str, expected: tuple[int, ...]) -> None:
        inside = f'<ofd:FillColor Value="{value}"/>'
        assert colour_at(drawn(shape(SQUARE.format(10, 90), more=FILLED, inside=inside)), 0.5, 0.5) == expected

    def test_half_of_a_colour(self) -> None:
        page = drawn(shape(SQUARE.format(10, 90), more=FILLED, inside=colour(0, 0, 0, alpha=128)))
        assert colour_at(page, 0.5, 0.5) == pytest.approx((127, 127, 127), abs=2)

    def test_of_a_draw_parameter_and_of_the_one_it_builds_on(self) -> None:
        resources = (
            f'<ofd:DrawParams><ofd:DrawParam ID="5" Relative="6"/><ofd:DrawParam ID="6" LineWidth="20">'
            f"{colour(255, 0, 0, tag='StrokeColor')}</ofd:DrawParam></ofd:DrawParams>"
        )
        page = drawn(shape("M 10 50 L 90 50", more='DrawParam="5"'), resources=resources)
        assert colour_at(page, 0.5, 0.45) == RED

    def test_parameters_that_build_on_each_other_come_to_an_end(self) -> None:
        resources = '<ofd:DrawParams><ofd:DrawParam ID="5" Relative="5"/></ofd:DrawParams>'
        drawn(shape("M 10 50 L 90 50", more='DrawParam="5"'), resources=resources)

    def test_the_last_one_lies_on_top(self) -> None:
        lower = shape(SQUARE.format(10, 90), more=FILLED)
        upper = shape(SQUARE.format(40, 60), more=FILLED, inside=colour(255, 0, 0))
        page = drawn(lower + upper)
        assert (colour_at(page, 0.5, 0.5), colour_at(page, 0.2, 0.2)) == (RED, BLACK)

    def test_what_is_not_visible(self) -> None:
        assert ink(drawn(shape(SQUARE.format(10, 90), more=FILLED + ' Visible="false"'))) is None


MEDIA = (
    '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
    "</ofd:MultiMedias>"
)


class TestPictures:
    def shown(self, picture: bytes, more: str = 'CTM="40 0 0 20 0 0"') -> Image.Image:
        objects = f'<ofd:ImageObject Boundary="20 30 40 20" ResourceID="7" {more}/>'
        return drawn(objects, resources=MEDIA, files={"Doc_0/Res/a.png": picture})

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "GIF", "TIFF"])
    def test_stand_in_their_box(self, kind: str) -> None:
        page = self.shown(saved(marked((400, 200)), kind))
        assert in_millimetres(ink(page), 100, 100) == pytest.approx((20, 30, 40, 40), abs=3 * PIXEL)

    def test_without_a_matrix_they_fill_the_boundary(self) -> None:
        page = self.shown(saved(marked((400, 200)), "PNG"), more="")
        assert in_millimetres(ink(page), 100, 100) == pytest.approx((20, 30, 40, 40), abs=3 * PIXEL)

    def test_turned(self) -> None:
        page = self.shown(saved(marked((400, 200)), "PNG"), 'CTM="0 40 -20 0 20 0"')
        assert in_millimetres(ink(page), 100, 100) == pytest.approx((30, 30, 40, 50), abs=3 * PIXEL)

    def test_what_is_clear_shows_the_paper(self) -> None:
        clear = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
        clear.paste((255, 0, 0, 255), (0, 0, 20, 20))
        page = self.shown(saved(clear, "PNG"))
        assert (colour_at(page, 0.25, 0.4), colour_at(page, 0.55, 0.4)) == (RED, WHITE)

    def test_grey_of_16_bits(self) -> None:
        page = self.shown(saved(Image.new("I;16", (40, 20), 30_000), "PNG"))
        assert colour_at(page, 0.3, 0.4) == pytest.approx((117, 117, 117), abs=3)

    @pytest.mark.parametrize("content", [b"", b"no picture", saved(marked(), "PNG")[:60], b"%!PS-Adobe"])
    def test_a_broken_one_leaves_a_frame(self, content: bytes) -> None:
        page = self.shown(content)
        assert colour_at(page, 0.4, 0.4) == WHITE
        assert in_millimetres(ink(page), 100, 100) == pytest.approx((20, 30, 60, 50), abs=3 * PIXEL)

    def test_a_missing_one_leaves_a_frame(self) -> None:
        assert ink(drawn('<ofd:ImageObject Boundary="20 30 40 20" ResourceID="99"/>')) is not None

    def test_a_bomb_of_pixels_is_not_opened(self) -> None:
        bomb = io.BytesIO()
        Image.new("1", (12_000, 12_000)).save(bomb, "PNG")
        assert colour_at(self.shown(bomb.getvalue()), 0.4, 0.4) == WHITE


class TestLayers:
    BELOW = shape(SQUARE.format(10, 60), more=FILLED, inside=colour(255, 0, 0))
    OWN = shape(SQUARE.format(30, 80), more=FILLED)

    def book(self, order: str) -> Book:
        return Book(
            [Sheet(self.OWN, box="0 0 100 100", before=f'<ofd:Template TemplateID="2" ZOrder="{order}"/>')],
            common='<ofd:TemplatePage ID="2" BaseLoc="Tpls/1.xml"/>',
            files={"Doc_0/Tpls/1.xml": page_xml(Sheet(self.BELOW)).encode()},
        )

    @pytest.mark.parametrize(("order", "expected"), [("Background", BLACK), ("Foreground", RED), ("", BLACK)])
    def test_a_template_lies_below_or_above(self, order: str, expected: tuple[int, ...]) -> None:
        page = ofd.draw(self.book(order).content, 1)
        assert colour_at(page, 0.45, 0.45) == expected
        assert colour_at(page, 0.2, 0.2) == RED

    def test_composites_are_drawn_where_they_are_used(self) -> None:
        resources = (
            '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8" Width="10" Height="10"><ofd:Content>'
            + shape(SQUARE.format(0, 10), "0 0 10 10", more=FILLED)
            + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
        )
        page = drawn(
            '<ofd:CompositeObject Boundary="20 30 40 40" ResourceID="8" CTM="2 0 0 2 0 0"/>', resources=resources
        )
        assert in_millimetres(ink(page), 100, 100) == pytest.approx((20, 30, 40, 50), abs=1.5 * PIXEL)

    def test_composites_that_multiply_each_other_are_refused(self) -> None:
        units = "".join(
            f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>'
            + f'<ofd:CompositeObject ResourceID="{n + 1}"/>' * 20
            + "</ofd:Content></ofd:CompositeGraphicUnit>"
            for n in range(10, 20)
        )
        resources = f"<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>"
        with pytest.raises(SourceArchive):
            drawn('<ofd:CompositeObject ResourceID="10"/>', resources=resources)

    def test_one_that_holds_itself_comes_to_an_end(self) -> None:
        unit = (
            '<ofd:CompositeGraphicUnit ID="1"><ofd:Content><ofd:CompositeObject ResourceID="1"/>'
            "</ofd:Content></ofd:CompositeGraphicUnit>"
        )
        drawn(
            '<ofd:CompositeObject ResourceID="1"/>',
            resources=f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>",
        )


class TestSizes:
    @pytest.mark.parametrize(
        ("box", "expected"),
        [
            ("0 0 210 297", (1654, 2339)),
            ("0 0 5080 5080", (4096, 4096)),
            ("0 0 350000 350000", (4096, 4096)),
            ("0 0 420 100", (3307, 787)),
        ],
    )
    def test_at_most_200_dpi_and_4096_pixels(self, box: str, expected: tuple[int, int]) -> None:
        assert drawn(text("A"), box=box).size == expected

    def test_too_small_and_too_long(self) -> None:
        with pytest.raises(SourceTooSmall):
            drawn("", box="0 0 3 3")
        with pytest.raises(SourceShape):
            drawn("", box="0 0 1000 10")

    @pytest.mark.parametrize("box", ["", "0 0 0 0", "0 0 -5 9", "x", "0 0 nan 5", "1 2 3"])
    def test_a_box_that_is_none_gives_way_to_the_document_s(self, box: str) -> None:
        assert drawn("", box=box).size == (1654, 2339)


def test_a_font_in_many_sizes_is_not_kept_open_in_each() -> None:
    """The decoder reads thousands of files, and the addresses that a process may take are counted."""
    before = open_faces()
    ofd.draw(Book([Sheet("".join(text("字", 5, 5 + size, size=1 + size / 10) for size in range(60)))]).content, 1)
    assert open_faces() - before <= MOST_OPEN


def open_faces() -> int:
    gc.collect()
    return sum(isinstance(thing, ImageFont.FreeTypeFont) for thing in gc.get_objects())
