import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import styles from './TextInput.module.css';

export interface TextInputProps {
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: string;
  error?: string | undefined;
  /** Where no keyboard on the screen would cover the page. */
  autoFocus?: boolean;
  autoComplete?: string;
  maxLength?: number;
}

export function TextInput({
  label,
  hint,
  error,
  autoFocus = false,
  maxLength = 80,
  ...field
}: TextInputProps) {
  return (
    <TextField
      {...field}
      autoFocus={autoFocus && matchMedia('(pointer: fine)').matches}
      maxLength={maxLength}
      isInvalid={error !== undefined}
      className={styles.field ?? ''}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      {hint && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <Input className={styles.input ?? ''} />
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </TextField>
  );
}
