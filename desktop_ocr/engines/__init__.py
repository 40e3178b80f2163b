"""All engines, by id.  Each is imported only when it is asked for."""

from __future__ import annotations

from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.engines.base import Engine, EngineFactory, Run, Surroundings


def _offline(run: Run, around: Surroundings | None = None) -> Engine:
    from desktop_ocr.engines.offline.engine import OfflineEngine

    return OfflineEngine(run)


def _baidu(run: Run, around: Surroundings | None = None) -> Engine:
    from desktop_ocr.engines.baidu.engine import BaiduEngine

    return BaiduEngine(_needed(around))


ENGINES: dict[str, EngineFactory] = {
    "offline": _offline,
    "baidu": _baidu,
}
AT_HOME = ("offline",)
"""Those that need nothing but a worker: no keys, no store, no network."""


def services() -> tuple[EngineInfo, ...]:
    """What the engines that ask a service say of themselves."""
    from desktop_ocr.engines.baidu.info import INFO as BAIDU

    return (BAIDU,)


def _needed(around: Surroundings | None) -> Surroundings:
    if around is None:
        raise ValueError("an engine that asks a service needs its surroundings")
    return around
