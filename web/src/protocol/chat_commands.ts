// Message family "chat": what is said beside the sound.
import { type CommandBody, Reaction } from './messages';

/** to 0: everybody. Comes back as ChatSaid. */
export function sendChat(to: number, text: string): CommandBody {
  return { case: 'sendChat', value: { to, text } };
}

export type ReactionName = 'applause' | 'thumbsUp' | 'heart' | 'laughter' | 'surprise';

const reactions: Record<ReactionName, Reaction> = {
  applause: Reaction.APPLAUSE,
  thumbsUp: Reaction.THUMBS_UP,
  heart: Reaction.HEART,
  laughter: Reaction.LAUGHTER,
  surprise: Reaction.SURPRISE,
};

/** What a Reacted shows; undefined for one that this page does not know. */
export function reactionOf(code: Reaction): ReactionName | undefined {
  return (Object.keys(reactions) as ReactionName[]).find((name) => reactions[name] === code);
}

export function react(name: ReactionName): CommandBody {
  return { case: 'react', value: { reaction: reactions[name] } };
}
