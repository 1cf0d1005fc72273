#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A real SMTP server on loopback for tests: prints its port, keeps each accepted letter as one line of JSON in FILE.

smtp_server.py FILE [--port N] [--tls CERTIFICATE KEY] [--user NAME PASSWORD] [--greet LINE]
Mailboxes: refused@… is answered 550, busy@… 451, spam@… 554 after DATA; everything else is taken. With --greet every caller hears that line and is hung up on. Ends with its standard input.
"""
import argparse
import asyncio
import email
import email.policy
import json
import os
import ssl
import sys
import threading

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--tls", nargs=2)
parser.add_argument("--user", nargs=2)
parser.add_argument("--greet")
a = parser.parse_args()


class Mailbox:
    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        if local == "refused":
            return "550 no such mailbox"
        if local == "busy":
            return "451 come back later"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("spam@"):
            return "554 not this"
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with open(a.file, "a", encoding="utf-8") as out:
            out.write(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
                                  "id": letter["Message-ID"], "subject": letter["Subject"], "sender": letter["From"],
                                  "date": str(letter["Date"].datetime), "headers": letter.keys(),
                                  "text": letter.get_content().replace("\r\n", "\n"), "defects": [str(d) for d in letter.defects],
                                  "longest": max(len(line) for line in envelope.content.split(b"\r\n"))}) + "\n")
        return "250 kept"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login.decode() == a.user[0] and data.password.decode() == a.user[1], handled=False)


more = {}
if a.tls:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*a.tls)
    more |= {"tls_context": context, "require_starttls": True}
if a.user:
    more |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False}


async def greet(reader, writer):
    writer.write(a.greet.encode() + b"\r\n")
    await writer.drain()
    writer.close()


async def only_greet():
    server = await asyncio.start_server(greet, "127.0.0.1", a.port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if a.greet:
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    asyncio.run(only_greet())

controller = UnthreadedController(Mailbox(), hostname="127.0.0.1", port=a.port, loop=asyncio.new_event_loop(), **more)
controller.begin()
print(controller.server.sockets[0].getsockname()[1], flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
controller.loop.run_forever()
