"""A fake mail server: takes every mail by SMTP, for whomever it is."""

import email
import socketserver
import threading

from servers import until


class Postbox:
    def __init__(self):
        self.mails = []
        mails = self.mails

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                self.wfile.write(b"220 postbox\r\n")
                while line := self.rfile.readline():
                    word = line[:4].upper()
                    if word == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        text = b""
                        while (line := self.rfile.readline()) not in (b".\r\n", b""):
                            text += line
                        mails.append(email.message_from_bytes(text))
                    self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                    if word == b"QUIT":
                        return

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"smtp://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait(self, address):
        """The first mail to an address."""
        return until(
            lambda: next((mail for mail in list(self.mails) if mail["To"] == f"<{address}>"), None), f"a mail to {address}")

    def close(self):
        self.server.shutdown()
        self.server.server_close()
