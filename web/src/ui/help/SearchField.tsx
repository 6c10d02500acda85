import { useId } from 'react';
import input from '../kit/TextInput.module.css';
import styles from './SearchField.module.css';

/** Filters while one types; `result` says aloud how much is left. Escape empties it. */
export function SearchField(props: {
  label: string;
  hint: string;
  value: string;
  result: string;
  onChange(value: string): void;
}) {
  const id = useId();
  return (
    <search className={styles.search}>
      <label className={input.label} htmlFor={id}>
        {props.label}
      </label>
      <p id={`${id}-hint`} className={input.hint}>
        {props.hint}
      </p>
      <input
        id={id}
        type="search"
        className={input.input}
        value={props.value}
        maxLength={80}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') props.onChange('');
        }}
      />
      <p role="status" className={styles.result}>
        {props.result}
      </p>
    </search>
  );
}
