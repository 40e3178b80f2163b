"""``python -m desktop_ocr``."""

import sys

if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # an installed program that is one file starts its workers through itself
        import multiprocessing

        multiprocessing.freeze_support()
    from desktop_ocr.start import main

    sys.exit(main())
