"""The double of CTyun's reading: a signature per request, four interfaces, several pictures in one call.

with CtyunDouble() as ctyun:
    ctyun.truths.tell(Truth.of(render("id_card_front", 1)))
    ... ask ctyun.address ...
"""

from ..truth import NOTHING, Paper, Truth
from ..truths import Truths
from .account import Account
from .double import CtyunDouble

__all__ = ["NOTHING", "Account", "CtyunDouble", "Paper", "Truth", "Truths"]
