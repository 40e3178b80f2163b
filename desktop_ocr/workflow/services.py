"""The engines that ask a service, together with all they need: for whoever has a store that is open."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.engine_settings import EngineSettings, ServiceSettings
from desktop_ocr.domain.spending import Estimate
from desktop_ocr.engines.base import Engine, ServiceEngine
from desktop_ocr.engines.http import Client
from desktop_ocr.store.services_file import load_service_settings, save_service_settings
from desktop_ocr.workflow.accounts import Accounts
from desktop_ocr.workflow.credentials import Credentials
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.service_reading import ServiceReading
from desktop_ocr.workflow.stored_calls import StoredCalls

AT_ONCE = 4
"""Pages under way to a service at once: its pace is what holds them up."""


class ServiceChoices:
    """The clerk's settings for services, and their file in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.present = load_service_settings(folder)

    def of(self, engine: str) -> EngineSettings:
        return self.present.of(engine)

    def proxy(self) -> str:
        return self.present.proxy

    def use_proxy(self, proxy: str) -> None:
        """From now on; kept with the next ``change`` alone."""
        self.present = replace(self.present, proxy=proxy)

    async def change(self, settings: ServiceSettings) -> None:
        """From now on, and kept.  Raises ``OSError``: they hold all the same until the program ends."""
        self.present = settings
        await asyncio.to_thread(save_service_settings, settings, self._folder)


@dataclass(frozen=True, slots=True)
class Services:
    """``engines`` by their ids; ``types`` gives all kinds of paper by key, those among them that only services read."""

    engines: Mapping[str, ServiceEngine]
    choices: ServiceChoices
    credentials: Credentials
    accounts: Accounts
    types: Callable[[], Mapping[str, DocumentType]]
    client: Client = field(repr=False)
    calls: StoredCalls = field(repr=False)

    @property
    def infos(self) -> tuple[EngineInfo, ...]:
        return tuple(engine.info for engine in self.engines.values())

    def recogniser(self, engine: str, offline: Recogniser) -> Recogniser:
        """The recogniser that reads with a service; kinds and places are found out by the offline one's engine."""
        types = self.types()
        reading: Engine = ServiceReading(self.engines[engine], offline.engine, types)
        return replace(offline, engine=reading, types=types, at_once=AT_ONCE)

    async def estimate(self, engine: str, kinds: Iterable[DocumentType | None]) -> Estimate:
        """What pages of these kinds would take, before any is sent; None for a kind that is not known yet."""
        wanted = Counter(name for kind in kinds for name in self.engines[engine].calls_for(kind))
        return await self.accounts.estimate(engine, wanted)

    async def close(self) -> None:
        await self.client.close()
