"""The dialogs: each asks for one decision.  Opened with ``await tasks.answer(dialog)``, never with ``exec``."""
