import { useId } from 'react';
import { Checkbox } from 'react-aria-components';
import styles from './CheckField.module.css';
import { Icon } from './Icon';

export function CheckField(props: {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
  isDisabled?: boolean;
  /** What is wrong with leaving it as it is. */
  error?: string | undefined;
}) {
  const invalid = props.error !== undefined;
  const errorId = useId();
  return (
    <div>
      <Checkbox
        className={styles.field ?? ''}
        isSelected={props.checked}
        onChange={props.onChange}
        isDisabled={props.isDisabled ?? false}
        isInvalid={invalid}
        {...(invalid ? { 'aria-describedby': errorId } : {})}
      >
        {({ isSelected }) => (
          <>
            <span className={styles.box}>{isSelected && <Icon name="check" size={18} />}</span>
            {props.label}
          </>
        )}
      </Checkbox>
      {invalid && (
        <p id={errorId} className={styles.error} role="alert">
          {props.error}
        </p>
      )}
    </div>
  );
}
