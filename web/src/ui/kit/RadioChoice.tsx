import { Label, Radio, RadioGroup } from 'react-aria-components';
import styles from './RadioChoice.module.css';

/** One of a few, all in sight. */
export function RadioChoice<Id extends string>(props: {
  label: string;
  options: readonly { id: Id; label: string }[];
  /** undefined: none yet. */
  selected: Id | undefined;
  onSelect(id: Id): void;
}) {
  return (
    <RadioGroup
      className={styles.group ?? ''}
      value={props.selected ?? null} // an empty string would be a choice, and Tab would pass by the group
      onChange={(id) => props.onSelect(id as Id)}
    >
      <Label className={styles.label ?? ''}>{props.label}</Label>
      {props.options.map(({ id, label }) => (
        <Radio key={id} value={id} className={styles.option ?? ''}>
          <span className={styles.ring} />
          {label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
