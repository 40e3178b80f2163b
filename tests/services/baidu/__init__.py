"""The double of Baidu's reading: tokens, 59 ways of asking, 45 errors, answers in 24 shapes.

with BaiduDouble() as baidu:
    baidu.truths.tell(Truth.of(render("id_card_front", 1)))
    ... ask baidu.address ...
    assert baidu.log.calls("idcard")
"""

from ..truth import NOTHING, Paper, Truth, everything
from ..truths import Truths
from .account import Account
from .double import BaiduDouble

__all__ = ["NOTHING", "Account", "BaiduDouble", "Paper", "Truth", "Truths", "everything"]
