"""``python -m desktop_ocr``."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from desktop_ocr.cli import main

    sys.exit(main())
