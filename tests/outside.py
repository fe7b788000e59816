"""What the tests' fakes of gateways and platforms have in common: a server on a port of its own that answers as a test wants it to."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit


class Asked(NamedTuple):
    """One request as it came."""

    method: str
    path: str
    headers: object
    body: str

    @property
    def place(self):
        """The path without the query."""
        return urlsplit(self.path).path

    @property
    def query(self):
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}

    @property
    def json(self):
        return json.loads(self.body) if self.body else None


class Outside:
    """Each fake says in `answer` what it answers; a fault there is the test's to see."""

    def __init__(self):
        self.asked, self.faults = [], []
        outside = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                asked = Asked(self.command, self.path, self.headers, body)
                outside.asked.append(asked)
                try:
                    status, said = outside.answer(asked)
                except Exception as error:
                    outside.faults.append(f"{self.path}: {error!r}")
                    status, said = 500, {}
                elsewhere = status == 302
                text = b"" if elsewhere else (said if isinstance(said, str) else json.dumps(said)).encode()
                self.send_response(status)
                if elsewhere:
                    self.send_header("Location", said)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = answer

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.place = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.place}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, asked):
        """Status, and what is said: text as it stands, else as JSON; the address to go to with a 302."""
        raise NotImplementedError

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        assert not self.faults, self.faults
