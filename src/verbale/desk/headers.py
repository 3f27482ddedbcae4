"""The headers of every answer: what the browser may load (only what is ours), and that no other site may frame it."""

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


async def secure(message: Message, scope: Scope) -> None:
    """Sets the headers of an answer as it is sent; what people see is theirs alone, and kept by no proxy."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders(message)
    for name, value in _HEADERS.items():
        headers[name] = value
    if not scope["path"].startswith("/static/"):
        headers.setdefault("Cache-Control", "private, no-cache")
