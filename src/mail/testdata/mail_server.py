"""A real SMTP server for smtp_test.cpp: aiosmtpd on a free port of loopback.

  mail_server.py [--tls CERT KEY] [--user NAME PASSWORD] [--reply CODE]

The first line on stdout is the port. Then every mail that was taken is a block of lines "name value",
values in JSON, read by Python's own mail parser; an empty line ends it. Ends with its standard input.
"""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

logging.disable()  # a client that hangs up is what some tests are about
options = argparse.ArgumentParser()
options.add_argument("--tls", nargs=2)
options.add_argument("--user", nargs=2)
options.add_argument("--reply")
options = options.parse_args()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if options.reply:
            return f"{options.reply} <{address}> not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {part.get_content_type(): part for part in mail.walk()}
        calendar = parts.get("text/calendar")
        shown = {
            "ehlo": session.host_name,
            "secure": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.auth_data else None,
            "envelope": [envelope.mail_from, envelope.rcpt_tos],
            "fields": mail.keys(),
            "defects": [str(d) for part in mail.walk() for d in part.defects],
            "from": mail["From"],
            "to": mail["To"],
            "subject": mail["Subject"],
            "date": mail["Date"].datetime.isoformat(),
            "text": parts["text/plain"].get_content(),
            "calendar": calendar.get_content() if calendar else None,
        }
        for name, value in shown.items():
            print(name, json.dumps(value, ensure_ascii=False))
        print(flush=True)
        return "250 OK"


def is_right(server, session, envelope, mechanism, data):
    right = [data.login.decode(), data.password.decode()] == options.user
    return AuthResult(success=right, handled=False, auth_data=data)


async def main():
    tls = None
    if options.tls:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(*options.tls)
    authentication = {"authenticator": is_right, "auth_required": True} if options.user else {}
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(
        lambda: SMTP(Handler(), hostname="mail.test", tls_context=tls, loop=loop, **authentication),
        host="127.0.0.1", port=0)
    print(listener.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
