import { useId } from 'react';
import styles from './TextInput.module.css';

/** Several lines, kept by whoever shows it. */
export function TextArea(props: {
  label: string;
  value: string;
  rows?: number;
  onChange(value: string): void;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {props.label}
      </label>
      <textarea
        id={id}
        className={`${styles.input} ${styles.area}`}
        rows={props.rows ?? 8}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}
