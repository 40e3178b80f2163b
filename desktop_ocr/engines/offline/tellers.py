"""What tells values of a paper from the text of a code on it, by the name that type files give in ``code``.

To add one: a module with a function like ``Teller``, and a line in ``TELLERS``.  It only runs where the kind of the
page asks for it, since finding codes takes its time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from desktop_ocr.engines.offline import invoice_square, parcel_code, printed_digits


class Teller(Protocol):
    def __call__(self, text: str, read: Mapping[str, str], /) -> Mapping[str, str]:
        """Values in normal form by the keys of fields; nothing for the code of something else.

        ``read`` is what was read of the print, for what a code does not say of itself.
        """
        ...


TELLERS: dict[str, Teller] = {
    "invoice_square": invoice_square.told,
    "parcel": parcel_code.told,
    "printed_digits": printed_digits.told,
}
