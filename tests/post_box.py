"""A mail server of the tests' own: it speaks SMTP over a socket, and can refuse, or hang up at the worst moment."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class PostBox:
    """What it took, and what it is to do with the next ones: `recipient` or `data` answers with these codes first;
    `hangs_up`: so often it takes a mail and is gone before it says so."""

    port: int = 0
    taken: list[Message] = field(default_factory=list)
    recipient: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    hangs_up: int = 0
    secured: int = 0  # talks that went on where nobody can listen in


@contextmanager
def post_box(secure: ssl.SSLContext | None = None) -> Iterator[PostBox]:
    """`secure`: it offers STARTTLS, with this certificate."""
    box = PostBox()

    class Talk(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 a made-up mail server")
            while line := self.rfile.readline():
                word = line.decode().split(":")[0].split()[0].upper() if line.strip() else ""
                if word == "QUIT":
                    self.say("221 bye")
                    return
                if word == "DATA":
                    if not self.take():
                        return
                elif word == "STARTTLS" and secure is not None:
                    self.say("220 go on in secret")
                    if not self.go_on_in_secret(secure):
                        return
                elif word == "EHLO" and secure is not None and not box.secured:
                    self.say("250-fine")
                    self.say("250 STARTTLS")
                elif word == "RCPT" and box.recipient:
                    self.say(box.recipient.pop(0))
                else:
                    self.say("250 fine" if word in {"EHLO", "HELO", "MAIL", "RCPT", "RSET"} else "502 not known")

        def finish(self) -> None:
            super().finish()
            self.connection.close()

        def go_on_in_secret(self, secure: ssl.SSLContext) -> bool:
            """The same talk over TLS; False when whoever called does not trust this certificate."""
            try:
                self.connection = secure.wrap_socket(self.connection, server_side=True)
            except OSError:
                return False
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
            box.secured += 1
            return True

        def take(self) -> bool:
            self.say("354 go on")
            lines = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line)
            if box.data:
                self.say(box.data.pop(0))
                return True
            box.taken.append(message_from_bytes(b"".join(lines)))
            if box.hangs_up:
                box.hangs_up -= 1
                return False
            self.say("250 taken")
            return True

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield box
        finally:
            server.shutdown()
