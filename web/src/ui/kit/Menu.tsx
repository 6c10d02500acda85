import type { ReactElement } from 'react';
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
} from 'react-aria-components';
import { Icon } from './Icon';
import type { IconName } from './icon_paths';
import styles from './Menu.module.css';

export interface MenuEntry {
  id: string;
  label: string;
  icon: IconName;
  danger?: boolean;
  onAction?: () => void;
}

/** Entries under one heading: commands, or switches of which one or any number is on. */
export interface MenuPart {
  id: string;
  title: string;
  entries: readonly MenuEntry[];
  mode?: 'commands' | 'one' | 'many';
  /** Ids of the entries that are on. */
  on?: readonly string[];
  onChange?: (on: ReadonlySet<string>) => void;
}

/** A button (the child) that opens a menu; a part without entries is left out. */
export function Menu(props: { label: string; parts: readonly MenuPart[]; children: ReactElement }) {
  const parts = props.parts.filter(({ entries }) => entries.length > 0);
  return (
    <MenuTrigger>
      {props.children}
      <Popover className={styles.popover ?? ''} containerPadding={8}>
        <AriaMenu className={styles.menu ?? ''} aria-label={props.label}>
          {parts.map((part) => (
            <Part key={part.id} part={part} />
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

const selection = { commands: 'none', one: 'single', many: 'multiple' } as const;

function Part({ part }: { part: MenuPart }) {
  const { mode = 'commands' } = part;
  return (
    <MenuSection
      className={styles.part ?? ''}
      selectionMode={selection[mode]}
      disallowEmptySelection={mode === 'one'}
      selectedKeys={part.on ?? []}
      onSelectionChange={(keys) => part.onChange?.(new Set([...keys].map(String)))}
    >
      <Header className={styles.title ?? ''}>{part.title}</Header>
      {part.entries.map((entry) => (
        <MenuItem
          key={entry.id}
          id={entry.id}
          textValue={entry.label}
          className={styles.entry ?? ''}
          data-danger={entry.danger ?? false}
          {...(entry.onAction ? { onAction: entry.onAction } : {})}
        >
          {({ isSelected }) => (
            <>
              <Icon name={entry.icon} size={20} />
              <span className={styles.label}>{entry.label}</span>
              {isSelected && <Icon name="check" size={20} />}
            </>
          )}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
