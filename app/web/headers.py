"""What every answer tells the browser it may do: as little as the pages need."""

from flask import Flask, Response, request

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types rooftree-worker",
    ]
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
#: The same for a page on which somebody may say something aloud: the microphone for this page alone, and what is framed
#: in it from here.
WITH_MICROPHONE = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
#: The page of a lent tablet shows activities inside itself; what may be shown so has nobody in it.
ALONE, TOGETHER = "frame-ancestors 'none'", "frame-ancestors 'self'"
POLICIES = {
    "handovers.outer": f"{POLICY}; frame-src 'self'",
    "tools.blank": POLICY.replace(ALONE, TOGETHER),
}
ONE_YEAR = 31_536_000


def let_microphone(response: Response) -> Response:
    response.headers["Permissions-Policy"] = WITH_MICROPHONE
    return response


def headers_of(endpoint: str | None) -> dict[str, str]:
    """What an answer of this view says."""
    return {**HEADERS, "Content-Security-Policy": POLICIES.get(endpoint or "", POLICY)}


def send_headers(app: Flask) -> None:
    @app.after_request
    def add(response: Response) -> Response:
        for name, value in headers_of(request.endpoint).items():
            response.headers.setdefault(name, value)
        if request.is_secure and not app.config["TLS_ROOT"]:  # a local authority also answers on plain http
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
        return response
