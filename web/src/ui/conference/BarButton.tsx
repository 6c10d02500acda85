import { useId } from 'react';
import { Button } from 'react-aria-components';
import { Icon } from '../kit/Icon';
import type { IconName } from '../kit/icon_paths';
import styles from './BarButton.module.css';

/** A control of the conference: a sign, and below it a word where there is room. */
export function BarButton(props: {
  id?: string;
  icon: IconName;
  /** The accessible name: what pressing does. */
  name: string;
  /** The visible word. */
  label: string;
  state: 'on' | 'off' | 'plain' | 'active' | 'leave';
  expanded?: boolean;
  badge?: number;
  problem?: boolean;
  wideScreensOnly?: boolean;
  /** Why it does nothing at present; pressing says so. */
  unavailable?: string | undefined;
  /** Left out where a menu opens. */
  onPress?: () => void;
}) {
  const reason = useId();
  return (
    <Button
      {...(props.id ? { id: props.id } : {})}
      className={`${styles.button} ${styles[props.state]}`}
      data-wide-only={props.wideScreensOnly ?? false}
      data-unavailable={props.unavailable !== undefined}
      aria-label={props.name}
      {...(props.unavailable ? { 'aria-describedby': reason } : {})}
      {...(props.expanded === undefined ? {} : { 'aria-expanded': props.expanded })}
      {...(props.onPress ? { onPress: props.onPress } : {})}
    >
      <span className={styles.sign}>
        <Icon name={props.icon} />
        {props.problem && (
          <span className={styles.problem}>
            <Icon name="warning" size={14} />
          </span>
        )}
        {props.badge ? <span className={styles.badge} data-count={props.badge} /> : null}
      </span>
      <span className={styles.label} aria-hidden="true">
        {props.label}
      </span>
      {props.unavailable && (
        <span id={reason} hidden>
          {props.unavailable}
        </span>
      )}
    </Button>
  );
}
