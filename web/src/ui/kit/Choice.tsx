import { useId } from 'react';
import { Button } from 'react-aria-components';
import styles from './Choice.module.css';
import { Icon } from './Icon';
import type { IconName } from './icon_paths';

/** A button as large as its card; the line of explanation is its description and no part of its name. */
export function Choice(props: {
  icon: IconName;
  title: string;
  explanation: string;
  danger?: boolean;
  onPress(): void;
}) {
  const id = useId();
  return (
    <div className={styles.choice} data-danger={props.danger ?? false}>
      <Icon name={props.icon} />
      <div className={styles.texts}>
        <Button className={styles.title ?? ''} aria-describedby={id} onPress={props.onPress}>
          {props.title}
        </Button>
        <p id={id} className={styles.explanation}>
          {props.explanation}
        </p>
      </div>
    </div>
  );
}
