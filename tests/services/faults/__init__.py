"""A server that plays the faults of a network and of a broken service, each by its name.

    with FaultServer("no_answer") as server:
        ... ask server.address ...
        assert server.calls == 1

``FAULTS`` holds all of them, with what a client may do about each. To add one, write a play and put it in the table.
"""

from .server import FaultServer
from .table import FAULTS, Fault

__all__ = ["FAULTS", "Fault", "FaultServer"]
