"""A double without a socket: for thousands of calls on a virtual clock."""

from __future__ import annotations

import httpx

from .listening import Request, Respond


class DoubleTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """``httpx.AsyncClient(transport=DoubleTransport(baidu.respond))``; a cut connection is told as httpx tells it."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._answered(request, request.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self._answered(request, await request.aread())

    def _answered(self, request: httpx.Request, body: bytes) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        query = request.url.query.decode("ascii")
        answer = self._respond(Request(request.method, request.url.path, query, headers, body))
        if answer is None:
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.", request=request)
        return httpx.Response(answer.status, headers=dict(answer.headers), content=answer.body, request=request)
