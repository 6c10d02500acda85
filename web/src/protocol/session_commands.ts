// Message family "session": taking a seat and giving it up.
import type { CommandBody } from './messages';

export const protocolVersion = 1;

/** A token is from the HTTP API and good once; a ticket is from Welcome and leads to the same seat. */
export type Credential = { token: string } | { ticket: string };

export function hello(credential: Credential): CommandBody {
  return {
    case: 'hello',
    value: {
      version: protocolVersion,
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

export function leave(): CommandBody {
  return { case: 'leave', value: {} };
}
