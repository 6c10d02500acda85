import { useEffect } from 'react';
import type { ShownReaction } from '../../state/reactions';
import { useActions, useApp } from '../context';
import styles from './FloatingReactions.module.css';
import { ReactionSign } from './ReactionSign';

const shownMs = 4000;
/** Side by side, so that those of one moment do not cover each other. */
const lanes = 7;

/** Rises over the stage with the name of who reacted; SpokenReactions says the same. */
export function FloatingReactions() {
  const shown = useApp((state) => state.conference.reactions.shown);
  return (
    <div className={styles.field} aria-hidden="true">
      {shown.map((reaction) => (
        <Floating key={reaction.id} reaction={reaction} />
      ))}
    </div>
  );
}

function Floating({ reaction: { id, person, kind } }: { reaction: ShownReaction }) {
  const { chat } = useActions();
  const name = useApp(
    (state) => state.conference.people.find((other) => other.id === person)?.name ?? '',
  );
  useEffect(() => {
    const timer = setTimeout(() => chat.reactionOver(id), shownMs);
    return () => clearTimeout(timer);
  }, [chat, id]);
  return (
    <div className={styles.reaction} style={{ left: `${((id * 3) % lanes) * 13 + 2}%` }}>
      <span className={styles.sign}>
        <ReactionSign kind={kind} />
      </span>
      <span className={styles.name}>{name}</span>
    </div>
  );
}
