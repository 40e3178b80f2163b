"""A recognition → the same with the quality of its picture.

The pixels are those that the engine was given: nothing is decoded again, and every engine's reading gets it, whether it
computes here or in a cloud.  It goes to the decoder's process because engines do not know imaging, and because the
window's process only waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition, TextLine
from desktop_ocr.engines.base import Run
from desktop_ocr.workflow import quality_job


async def measured(recognition: Recognition, page: PreparedImage, run: Run) -> Recognition:
    """With the quality, and advice for every reading that has a place; as it was where it cannot be measured.

    ``recognition`` is as the engine gave it, before its regions are mapped to the whole page.
    """
    lines = [line.region for paper in recognition.papers for line in paper.lines]
    places = [
        (one.region, _lines_in(one.region, paper.lines))
        for paper in recognition.papers
        for one in paper.readings
        if one.region
    ]
    try:
        quality, advice = await run(quality_job.measure, page, recognition.turned, lines, places)
    except Exception:  # whatever it is: advice is not worth losing what was read
        return recognition
    left = iter(advice)
    papers = tuple(
        replace(
            paper,
            readings=tuple(replace(one, advice=next(left)) if one.region else one for one in paper.readings),
        )
        for paper in recognition.papers
    )
    return replace(recognition, papers=papers, quality=quality)


def _lines_in(region: Quad, lines: Sequence[TextLine]) -> tuple[Quad, ...]:
    """The lines in a value's region, where there are several."""
    left, top, right, bottom = region.bounds
    centres = ((line.region, line.region.centre) for line in lines)
    inside = tuple(quad for quad, centre in centres if left <= centre.x <= right and top <= centre.y <= bottom)
    return inside if len(inside) > 1 else ()
