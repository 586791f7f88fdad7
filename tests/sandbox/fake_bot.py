"""A stand-in for the bot's process: speaks /readyz and /tick, tells its environment, no more.

Run as a program with the port in WEB_PORT. Standard library only, so that it starts quickly.
"""

import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.answer({"ready": True})

    def do_POST(self) -> None:
        self.answer({"next_due": None, "busy": False})

    def answer(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


if __name__ == "__main__":
    print(f"fake bot with token {os.environ.get('BOT_TOKEN')}", flush=True)  # noqa: T201
    HTTPServer(("127.0.0.1", int(os.environ["WEB_PORT"])), Handler).serve_forever()
