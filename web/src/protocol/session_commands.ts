// Message family "session": taking a seat and giving it up.
import type { CommandBody } from './messages';

export const protocolVersion = 1;

/** A token is from the HTTP API and good once; a ticket is from Welcome and leads to the same seat. */
export type Credential = { token: string } | { ticket: string };

/** chatSeen: the newest message of the chat that this page has; what was missed follows the Welcome. */
export function hello(credential: Credential, chatSeen: number): CommandBody {
  return {
    case: 'hello',
    value: {
      version: protocolVersion,
      chatSeen: BigInt(chatSeen),
      credential:
        'token' in credential
          ? { case: 'token', value: credential.token }
          : { case: 'resumeTicket', value: credential.ticket },
    },
  };
}

/** Answered by Relay: fresh credentials for an ICE restart. */
export function getRelay(): CommandBody {
  return { case: 'getRelay', value: {} };
}

/** Answered by Done, whoever asks: the line is alive. */
export function ping(): CommandBody {
  return { case: 'ping', value: {} };
}

export function leave(): CommandBody {
  return { case: 'leave', value: {} };
}
