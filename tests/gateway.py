"""A fake SMS gateway: takes messages by HTTP as real ones do, and says what a test wants it to say."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from servers import until


class Gateway:
    def __init__(self):
        self.asked, self.status, self.says = [], 200, '{"code": "OK"}'
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                gateway.asked.append((self.command, self.path, dict(self.headers), body))
                text = gateway.says.encode()
                self.send_response(gateway.status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = answer

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def settings(self):
        """What makes a server send through it."""
        return {
            "WEFT_SMS_URL": f"{self.url}/send?key=s3cret", "WEFT_SMS_BODY": '{"phone": "{to}", "words": "{text}"}',
            "WEFT_SMS_HEADER": "Authorization: Bearer gate", "WEFT_SMS_EXPECT": '"OK"'}

    def sent(self):
        """Number and words of each message so far."""
        return [(one["phone"], one["words"]) for one in (json.loads(body) for *_, body in list(self.asked))]

    def wait(self, number, pattern, after=0):
        """The first message to a number, later than so many, in which this stands."""
        def look():
            for phone, words in self.sent()[after:]:
                found = phone == number and re.search(pattern, words)
                if found:
                    return found
        return until(look, f"a message to {number} with {pattern}")

    def code(self, number, act):
        """Does something and reads the code that is sent then."""
        after = len(self.asked)
        act()
        return self.wait(number, r"(?:验证码：|Code: )(\d{6})", after).group(1)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
