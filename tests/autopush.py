"""A push service such as Firefox speaks to: it hands out endpoints over a websocket and brings there what is posted.

Written out of what Firefox says on the line (mozilla-services/autopush), as far as one browser needs it.
"""

import asyncio
import threading
from base64 import urlsafe_b64encode
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from tests.push_service import checked

GONE, WRONG_KEY, CREATED = 410, 403, 201


class Autopush:
    """`ws://127.0.0.1:<port>/` for the browser, `http://127.0.0.1:<port>/wpush/<id>` for whoever sends. `acks` is what
    the browser answered to each message (100: it was handed to our worker, and its notice shown)."""

    def __init__(self) -> None:
        self.places: dict[str, tuple[str, str]] = {}  # id: (channel, key)
        self.acks: list[int] = []
        self.claims: list[dict[str, Any]] = []
        self.line: web.WebSocketResponse | None = None
        self.port = 0
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(ready,), daemon=True)
        self.thread.start()
        assert ready.wait(10)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        app = web.Application()
        app.add_routes([web.get("/", self.browser), web.post("/wpush/{id}", self.post)])
        self.runner = web.AppRunner(app, access_log=None)
        self.loop.run_until_complete(self.runner.setup())
        site = web.TCPSite(self.runner, "127.0.0.1", 0)
        self.loop.run_until_complete(site.start())
        self.port = self.runner.addresses[0][1]
        ready.set()
        self.loop.run_forever()
        self.loop.run_until_complete(self.runner.cleanup())
        self.loop.close()

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    def forget_everything(self) -> None:
        """Drop the line, and know the browser no more when it comes again: its subscriptions are lost."""
        self.places.clear()
        asyncio.run_coroutine_threadsafe(self.line.close(), self.loop).result(10)

    async def browser(self, request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse(protocols=["push-notification"])
        await line.prepare(request)
        async for message in line:
            if message.type == WSMsgType.TEXT:
                said = message.json()
                self.line = line
                answer = self.answer(said) if said else {}
                if answer is not None:
                    await line.send_json(answer)
        return line

    def answer(self, said: dict[str, Any]) -> dict[str, Any] | None:
        kind = said["messageType"]
        if kind == "hello":
            uaid = said.get("uaid") if self.places else None
            return {
                "messageType": "hello",
                "status": 200,
                "uaid": uaid or uuid4().hex,
                "use_webpush": True,
                "broadcasts": {},
            }
        if kind == "register":
            name = uuid4().hex
            self.places[name] = (said["channelID"], said.get("key", "").rstrip("="))
            where = {"channelID": said["channelID"], "pushEndpoint": f"{self.origin}/wpush/{name}"}
            return {"messageType": "register", "status": 200, **where}
        if kind == "unregister":
            self.places = {name: place for name, place in self.places.items() if place[0] != said["channelID"]}
            return {"messageType": "unregister", "status": 200, "channelID": said["channelID"]}
        if kind == "ack":
            self.acks += [update.get("code", 0) for update in said["updates"]]
        return None

    async def post(self, request: web.Request) -> web.Response:
        body, place = await request.read(), self.places.get(request.match_info["id"])
        if place is None:
            return web.Response(status=GONE)
        claims = checked(request.headers["Authorization"], self.origin)
        self.claims.append(claims)
        if claims["k"] != place[1]:
            return web.Response(status=WRONG_KEY)
        message = {
            "messageType": "notification",
            "channelID": place[0],
            "version": uuid4().hex,
            "data": urlsafe_b64encode(body).decode().rstrip("="),
            "headers": {"encoding": request.headers["Content-Encoding"]},
        }
        await self.line.send_json(message)
        return web.Response(status=CREATED)
