import { Input, Label, SearchField } from 'react-aria-components';
import styles from './TextInput.module.css';

/** A list follows while somebody types; Escape empties it. */
export function SearchBox(props: { label: string; value: string; onChange(value: string): void }) {
  return (
    <SearchField
      className={styles.field ?? ''}
      value={props.value}
      onChange={props.onChange}
      autoComplete="off"
    >
      <Label className={styles.label ?? ''}>{props.label}</Label>
      <Input className={styles.input ?? ''} maxLength={100} />
    </SearchField>
  );
}
