import { useId } from 'react';
import styles from './TextInput.module.css';

/** Several lines, kept by whoever shows it. */
export function TextArea(props: {
  label: string;
  value: string;
  rows?: number;
  hint?: string;
  error?: string | undefined;
  maxLength?: number;
  onChange(value: string): void;
}) {
  const { label, hint, error } = props;
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean);
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      <textarea
        id={id}
        className={`${styles.input} ${styles.area}`}
        rows={props.rows ?? 8}
        value={props.value}
        maxLength={props.maxLength}
        aria-invalid={error !== undefined}
        aria-describedby={described.length > 0 ? described.join(' ') : undefined}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {error && (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
