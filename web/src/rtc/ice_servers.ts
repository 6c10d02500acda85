// The server's relay as RTCPeerConnection wants it. At most three URLs: Chromium gathers addresses the
// longer the more there are.
import type { Relay } from '../protocol/messages';

export function iceServers(relay: Relay | undefined): RTCIceServer[] {
  if (!relay || relay.urls.length === 0) return [];
  const { urls, username, password: credential } = relay;
  return [{ urls: urls.slice(0, 3), username, credential }];
}
