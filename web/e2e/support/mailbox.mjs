// A real mail server for the tests: aiosmtpd on loopback, which keeps what it takes.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './places.mjs';
import { until } from './until.mjs';

const program = join(root, 'src/mail/testdata/mail_server.py');

/** `settings` for scope.server; `to(address)` waits for that person's next unread mail. */
export async function startMailbox(scope) {
  const child = spawn('/usr/bin/python3', [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  scope.defer(() => {
    child.kill('SIGKILL');
  });
  let port;
  let parts = {};
  const unread = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (port === undefined) {
      port = Number(line);
    } else if (line === '') {
      unread.push(parts);
      parts = {};
    } else {
      const space = line.indexOf(' ');
      parts[line.slice(0, space)] = JSON.parse(line.slice(space + 1));
    }
  });
  await until('the mail server listens', 20, () => port);
  return {
    settings: {
      'mail.transport': 'smtp',
      'mail.url': `smtp://127.0.0.1:${port}`,
      'mail.tls': 'none',
      'mail.from': 'konferenz@rathaus.example',
    },
    to: (address) =>
      until(`a mail to ${address}`, 20, () => {
        const found = unread.findIndex((mail) => mail.envelope[1].includes(address));
        return found < 0 ? undefined : unread.splice(found, 1)[0];
      }),
  };
}
