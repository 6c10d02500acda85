import { Icon } from './Icon';
import styles from './SearchField.module.css';

/** Narrows a list while one types; the browser brings the button that clears it. */
export function SearchField(props: {
  label: string;
  value: string;
  onChange(value: string): void;
}) {
  return (
    <div className={styles.field}>
      <Icon name="search" size={20} />
      <input
        className={styles.input}
        type="search"
        aria-label={props.label}
        placeholder={props.label}
        value={props.value}
        autoComplete="off"
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}
