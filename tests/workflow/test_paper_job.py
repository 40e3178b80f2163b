"""What lies on a page, from the bytes of its file."""

from __future__ import annotations

import io

import cv2
import numpy as np
from PIL import Image

from desktop_ocr.workflow.paper_job import find_papers
from tests.benchmarks.outlines import overlap
from tests.specimens.pasted import pasted


def test_bills_on_a_sheet_that_was_photographed_are_each_a_paper() -> None:
    page = pasted(30, 6, long_side=2400)
    sheet = np.asarray(page.image.convert("RGB"))
    height, width = sheet.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[250, 200], [2700, 160], [2800, 2050], [190, 2000]], np.float32)
    turn = cv2.getPerspectiveTransform(corners, seen)
    photo = cv2.warpPerspective(sheet, turn, (3000, 2250), borderValue=(96, 74, 58)).astype(np.float32)
    photo *= 1 - 0.15 * np.linspace(0, 1, 3000, dtype=np.float32)[None, :, None]
    photo += np.random.default_rng(1).normal(0, 3, photo.shape)
    file = io.BytesIO()
    Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8)).save(file, "JPEG", quality=90)

    papers = find_papers(file.getvalue(), 1)

    assert len(papers) == 6
    assert all(paper.is_sure for paper in papers)
    for bill in page.bills:
        border = cv2.perspectiveTransform(np.array([bill.corners], np.float32), turn)[0]
        quads = (np.array(paper.quad.scaled(3000, 2250).corners) for paper in papers)
        assert max(overlap(quad, border, (3000, 2250)) for quad in quads) > 0.75
