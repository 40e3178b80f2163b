"""What an engine says of itself before it is asked to read anything."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credential:
    """One secret or name an engine asks the clerk for."""

    key: str
    label_zh: str
    label_en: str
    secret: bool = True


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """``section`` is the name of the section in the type files that an engine reads: a kind without it is not offered.

    Of a service elsewhere: ``credentials`` is what it asks for, ``leaves_zh`` and ``leaves_en`` one sentence on what
    leaves this computer, ``console`` the address of the page where the clerk gets keys and buys calls,
    ``has_templates`` whether the clerk can make templates there, each of which is a kind of paper.
    """

    id: str
    title_zh: str
    title_en: str
    section: str
    credentials: tuple[Credential, ...] = field(default=())
    leaves_zh: str = ""
    leaves_en: str = ""
    console: str = ""
    has_templates: bool = False

    @property
    def is_service(self) -> bool:
        """Whether pages leave this computer: then it is off until somebody switches it on."""
        return bool(self.leaves_zh)
