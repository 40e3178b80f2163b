"""A picture as a JPEG within a service's limits: the best quality that fits, and only then a smaller size.

Whether it fits is always counted on the very file that is sent.
"""

from __future__ import annotations

from PIL import Image

from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.sent_picture import Fitted
from desktop_ocr.domain.upload_limits import UploadLimits
from desktop_ocr.imaging.arrays import to_array
from desktop_ocr.imaging.best_quality import BEST, LEAST, best_quality
from desktop_ocr.imaging.jpeg import Encoded, Encoder
from desktop_ocr.imaging.largest_size import largest_size
from desktop_ocr.imaging.mosaic import Mosaic
from desktop_ocr.imaging.sides import Picture, within_sides

MOST_A_PIXEL = 1.7
"""Characters that a pixel takes at the best quality where the picture is nothing but noise."""


def fit(image: PreparedImage, limits: UploadLimits) -> Fitted:
    """The best JPEG of a picture that a service takes.

    Within the limit nothing is scaled and the quality is 95.  Above it the quality is the highest, down to 70, that
    fits; where 70 does not, the picture is made smaller, as little as needed (within 3 % of its sides, or until 94 %
    of the limit are filled).  Sides that the service does not take are scaled first.  Raises ValueError where no
    picture fits: the limit is no limit then.

    The whole of a photo is encoded once, or twice where the limit is all but reached.  A third time is left for some
    three limits of a thousand: where the first quality is too long and the next is within 0.1 % of the limit, or files
    of neighbouring qualities hardly differ (photos that were JPEGs).  Pictures of which no part tells of the whole may
    take some more; what is sent fits all the same.
    """
    source = to_array(image)
    picture = within_sides(source, limits)
    encoder = Encoder(limits)
    if picture.pixels.size // 3 * MOST_A_PIXEL <= limits.characters:  # the usual card: nothing to look for
        sent = encoder.encode(Image.fromarray(picture.pixels), BEST)
        if sent.fits:
            return _fitted(picture, sent, encoder.encodes)
    mosaic = Mosaic(picture.pixels, limits.encoding)
    if best := best_quality(picture.pixels, mosaic, encoder):
        return _fitted(picture, best, encoder.encodes)
    picture, sent = largest_size(source, mosaic.characters(LEAST), encoder)
    return _fitted(picture, sent, encoder.encodes)


def _fitted(picture: Picture, sent: Encoded, encodes: int) -> Fitted:
    height, width = picture.pixels.shape[:2]
    sizes = (picture.content_size, picture.source_size)
    return Fitted(sent.content, width, height, sent.quality, sent.characters, *sizes, encodes)
