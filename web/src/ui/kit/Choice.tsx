import { useId } from 'react';
import { Button } from 'react-aria-components';
import styles from './Choice.module.css';
import { Icon } from './Icon';
import type { IconName } from './icon_paths';

/** A big button with a line of explanation, which is its description and no part of its name. */
export function Choice(props: {
  icon: IconName;
  title: string;
  explanation: string;
  danger?: boolean;
  onPress(): void;
}) {
  const id = useId();
  return (
    <Button
      className={styles.choice ?? ''}
      data-danger={props.danger ?? false}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-explanation`}
      onPress={props.onPress}
    >
      <Icon name={props.icon} />
      <span className={styles.texts}>
        <span id={`${id}-title`} className={styles.title}>
          {props.title}
        </span>
        <span id={`${id}-explanation`} className={styles.explanation}>
          {props.explanation}
        </span>
      </span>
    </Button>
  );
}
