import { Checkbox } from 'react-aria-components';
import styles from './CheckField.module.css';
import { Icon } from './Icon';

export function CheckField(props: {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
}) {
  return (
    <Checkbox className={styles.field ?? ''} isSelected={props.checked} onChange={props.onChange}>
      {({ isSelected }) => (
        <>
          <span className={styles.box}>{isSelected && <Icon name="check" size={18} />}</span>
          {props.label}
        </>
      )}
    </Checkbox>
  );
}
