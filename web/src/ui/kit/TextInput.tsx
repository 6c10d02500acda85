import { useEffect, useId, useRef } from 'react';
import styles from './TextInput.module.css';

export interface TextInputProps {
  /** Under this name the form's FormData holds the text. */
  name: string;
  label: string;
  initial?: string;
  hint?: string;
  error?: string | undefined;
  /** Where no keyboard on the screen would cover the page. */
  autoFocus?: boolean;
  autoComplete?: string;
  maxLength?: number;
  type?: 'text' | 'email' | 'password' | 'date' | 'time';
  inputMode?: 'numeric';
  isDisabled?: boolean;
}

/** The browser keeps the text and the form reads it, so whatever fills it in (a manager, a tool) counts. */
export function TextInput(props: TextInputProps) {
  const { label, hint, error, autoFocus = false, maxLength = 80, type = 'text' } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (autoFocus && matchMedia('(pointer: fine)').matches) input.current?.focus();
  }, [autoFocus]);

  useEffect(() => {
    if (error === undefined) return;
    const first = input.current?.form?.querySelector('[aria-invalid="true"]');
    if (first === input.current) input.current?.focus();
  }, [error]);

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
      <input
        ref={input}
        id={id}
        type={type}
        inputMode={props.inputMode}
        disabled={props.isDisabled}
        className={styles.input}
        name={props.name}
        defaultValue={props.initial ?? ''}
        autoComplete={props.autoComplete}
        maxLength={maxLength}
        aria-invalid={error !== undefined}
        aria-describedby={described.length > 0 ? described.join(' ') : undefined}
      />
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
