"""ETags: what whoever asks has already is not sent again."""

import hashlib

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send


class Unchanged(ASGIMiddleware):
    """Gives each answer that is sent in one piece the hash of its body as a tag, and answers 304 where it is known.

    Files that are streamed have none: they would have to be written whole to be known.
    """

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """See the class."""
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET":
            await next_app(scope, receive, send)
            return
        known = _tags(Headers.from_scope(scope).get("if-none-match", ""))
        held: list[HTTPResponseStartEvent] = []

        async def tagging(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                held.append(message)
                return
            if message["type"] == "http.response.body" and held:
                start = held.pop()
                headers = MutableScopeHeaders(start)
                if not message.get("more_body") and "etag" not in headers:
                    tag = f'"{hashlib.blake2b(message["body"], digest_size=16).hexdigest()}"'
                    headers["ETag"] = tag
                    if known & {tag, "*"}:
                        start["status"], message["body"] = 304, b""
                        for name in ("content-length", "content-type"):
                            if name in headers:
                                del headers[name]
                await send(start)
            await send(message)

        await next_app(scope, receive, tagging)


def _tags(header: str) -> set[str]:
    """The tags of If-None-Match; weak ones are as good here."""
    return {one.strip().removeprefix("W/") for one in header.split(",")}
