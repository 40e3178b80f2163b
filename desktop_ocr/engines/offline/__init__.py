"""The engine that needs no account and no network: PP-OCRv6 models and rules from the type files.

``engine`` is the side that waits, in the program's process; ``reader`` the side that computes, in a worker.  In
between:

    pixels → page_reader (detection, direction, line_reader) → lines
    lines  → layout → kinds; labels, cells, segments → surface → interpreter (rules; ways to a value) → readings
"""

import os

# onnxruntime, from 1.29 on, would keep a device id in the home folder and report to its maker.  It must be told before
# it is loaded, so before any module of this package: its own function comes too late.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
