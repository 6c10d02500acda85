import { colourOf, initials } from '../../state/initials';
import styles from './Avatar.module.css';

const colours = ['blue', 'teal', 'violet', 'green', 'plum', 'brown'] as const;

/** Initials on a colour that stays with the name; the name itself is said elsewhere. */
export function Avatar({ name, size = 'tile' }: { name: string; size?: 'tile' | 'row' }) {
  const colour = colours[colourOf(name, colours.length)] ?? 'blue';
  return (
    <span className={`${styles.avatar} ${styles[size]}`} aria-hidden="true">
      <span className={`${styles.circle} ${styles[colour]}`}>{initials(name)}</span>
    </span>
  );
}
