"""The file of what the clerk has set for engines that ask a service.  No key is in it: those are in the keyring."""

from __future__ import annotations

from pathlib import Path

from desktop_ocr.domain.engine_settings import ServiceSettings
from desktop_ocr.store.settings_file import read_values, write_values

SERVICES_FILE = "services.json"


def load_service_settings(folder: Path) -> ServiceSettings:
    """All services are off where the file is missing, broken or says nothing good.  Raises nothing."""
    return ServiceSettings.from_values(read_values(folder / SERVICES_FILE))


def save_service_settings(settings: ServiceSettings, folder: Path) -> None:
    """Keep them; the folder is made if need be.  Raises ``OSError`` and leaves the old file then."""
    write_values(folder / SERVICES_FILE, settings.values())
