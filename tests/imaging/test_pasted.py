"""Several papers on one page, and what lies beside them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.imaging.pasted import find_pasted
from desktop_ocr.imaging.print_seen import with_print
from tests.benchmarks.outlines import overlap
from tests.specimens import photograph, render
from tests.specimens.pasted import SMALL, pasted

CARDS = ("id_card_front", "id_card_back", "bank_card")


def prepared(image: Image.Image) -> PreparedImage:
    image = image.convert("RGB")
    return PreparedImage(image.width, image.height, image.tobytes())


@pytest.mark.parametrize(("seed", "kinds"), [(0, SMALL), (2, SMALL), (4, CARDS)])
def test_each_paper_on_a_plain_page_is_found(seed: int, kinds: tuple[str, ...]) -> None:
    page = pasted(seed, 6, kinds=kinds, long_side=1600)
    outlines = find_pasted(prepared(page.image))
    assert len(outlines) == len(page.bills)
    assert all(outline.is_sure for outline in outlines)
    for bill in page.bills:
        quads = (np.array(outline.quad.scaled(*page.image.size).corners) for outline in outlines)
        assert max(overlap(quad, np.array(bill.corners), page.image.size) for quad in quads) > 0.8


def test_the_noise_of_a_scanner_is_no_paper() -> None:
    page = pasted(2, 4, long_side=1600).image
    noise = np.random.default_rng(1).normal(0, 2.0, (page.height, page.width, 3))
    noisy = np.clip(np.asarray(page, np.float32) - 4 + noise, 0, 255).astype(np.uint8)
    assert len(find_pasted(prepared(Image.fromarray(noisy)))) == 4


@pytest.mark.parametrize("kind", ["table", "general_text", "id_card_front", "business_license", "vat_invoice", "form"])
def test_one_paper_alone_is_the_page(kind: str) -> None:
    image = photograph(render(kind, 1), "clean", 1).image
    image.thumbnail((1600, 1600))
    assert find_pasted(prepared(image)) == ()


def test_what_is_left_out_makes_no_paper_sure() -> None:
    page = pasted(2, 4, long_side=1600).image
    picture = np.asarray(page).copy()
    cv2.putText(picture, "SEE OVER", (1150, 1080), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (20, 20, 20), 4)
    assert not any(outline.is_sure for outline in find_pasted(prepared(Image.fromarray(picture))))


def test_a_thing_without_print_beside_a_paper_is_no_paper() -> None:
    picture = np.full((900, 1400, 3), 90, np.uint8)
    card = render("id_card_front", 3, long_side=600).image.convert("RGB")
    picture[100 : 100 + card.height, 80 : 80 + card.width] = np.asarray(card)
    for row in range(5):
        for key in range(8):
            corner = (800 + 60 * key, 500 + 60 * row)
            cv2.rectangle(picture, corner, (corner[0] + 48, corner[1] + 48), (225, 225, 225), -1)
    paper = Outline(Quad.rectangle(80 / 1400, 100 / 900, (80 + card.width) / 1400, (100 + card.height) / 900), True)
    keyboard = Outline(Quad.rectangle(790 / 1400, 490 / 900, 1290 / 1400, 810 / 900), True)
    image = prepared(Image.fromarray(picture))
    assert with_print(image, [paper, keyboard]) == (paper,)
    assert with_print(image, [keyboard]) == (keyboard,)  # nothing else on the photo to be the paper
