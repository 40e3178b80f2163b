"""Answers that say no by their status."""

from __future__ import annotations

from email.utils import formatdate
from http import HTTPStatus
from time import time

from .wire import JSON, Play, Wire

PAGE = b"<html><head><title>%s</title></head><body><center><h1>%s</h1></center><hr>nginx</body></html>"
LOGIN = b"<!DOCTYPE html><html><body><form action='/login'>Welcome! Please log in to the network.</form></body></html>"


def page(status: int, *lines: str) -> Play:
    """As a gateway in front of the service answers: a page of HTML."""
    title = HTTPStatus(status).phrase.encode()

    def play(wire: Wire) -> None:
        wire.reply(f"{status} {title.decode()}", PAGE % (title, title), *lines, kind="text/html")

    return play


def bare(status: int, *lines: str, body: bytes = b"{}") -> Play:
    """As the service itself answers."""

    def play(wire: Wire) -> None:
        wire.reply(f"{status} {HTTPStatus(status).phrase}", body, *lines, kind=JSON)

    return play


def clock_off(status: int, minutes: float) -> Play:
    """The service's clock is that much ahead of ours."""

    def play(wire: Wire) -> None:
        date = formatdate(time() + 60 * minutes, usegmt=True)
        wire.reply(f"{status} {HTTPStatus(status).phrase}", b"{}", f"Date: {date}")

    return play


def retry_at(status: int, seconds: float) -> Play:
    """Retry-After as a date instead of a number."""

    def play(wire: Wire) -> None:
        wire.reply(f"{status} No", b"{}", f"Retry-After: {formatdate(time() + seconds, usegmt=True)}")

    return play


def login_page(wire: Wire) -> None:
    """A network that wants a login first answers everything itself."""
    wire.reply("200 OK", LOGIN, kind="text/html")
