import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';
import { Icon } from './Icon';
import type { IconName } from './icon_paths';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'normal' | 'small';
  icon?: IconName;
  /** Visible text; without it an aria-label is needed. */
  children?: string;
  wide?: boolean;
}

/** Leads out of the page (a mail program, another service) and looks like a button. */
export function LinkButton(props: {
  href: string;
  icon?: IconName;
  newWindow?: boolean;
  children: string;
}) {
  return (
    <a
      className={`${styles.button} ${styles.primary} ${styles.normal}`}
      href={props.href}
      {...(props.newWindow ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
    >
      {props.icon && <Icon name={props.icon} size={22} />}
      <span>{props.children}</span>
    </a>
  );
}

export function Button({
  look = 'primary',
  size = 'normal',
  icon,
  children,
  wide = false,
  ...rest
}: ButtonProps) {
  const classes = [styles.button, styles[look], styles[size], wide ? styles.wide : ''];
  if (children === undefined) classes.push(styles.round);
  return (
    <AriaButton {...rest} className={classes.join(' ')}>
      {icon && <Icon name={icon} size={size === 'small' ? 20 : 22} />}
      {children !== undefined && <span>{children}</span>}
    </AriaButton>
  );
}
