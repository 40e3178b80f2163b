"""All engines, by id.  Each is imported only when it is asked for."""

from __future__ import annotations

from desktop_ocr.engines.base import Engine, EngineFactory, Run


def _offline(run: Run) -> Engine:
    from desktop_ocr.engines.offline.engine import OfflineEngine

    return OfflineEngine(run)


ENGINES: dict[str, EngineFactory] = {
    "offline": _offline,
}
