// The creator who leaves and comes back in the same tab is moderator again.
import type { OwnRoom } from '../protocol/room_api';

function keyOf(roomId: string): string {
  return `plenum.creator.${roomId}`;
}

export function keepCreatorToken({ id, token }: OwnRoom): void {
  sessionStorage.setItem(keyOf(id), token);
}

export function creatorToken(roomId: string): string | undefined {
  return sessionStorage.getItem(keyOf(roomId)) ?? undefined;
}
