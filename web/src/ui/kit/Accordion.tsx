import { type ReactNode, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import styles from './Accordion.module.css';
import { Icon } from './Icon';
import type { IconName } from './icon_paths';

export interface AccordionEntry {
  id: string;
  icon: IconName;
  title: string;
  content: () => ReactNode;
}

/** Entries of which one is open at most. */
export function Accordion({ entries, first }: { entries: AccordionEntry[]; first?: string }) {
  const [open, setOpen] = useState(first);
  return (
    <div className={styles.accordion}>
      {entries.map((entry) => (
        <Entry
          key={entry.id}
          entry={entry}
          isOpen={open === entry.id}
          onToggle={() => setOpen(open === entry.id ? undefined : entry.id)}
        />
      ))}
    </div>
  );
}

function Entry(props: { entry: AccordionEntry; isOpen: boolean; onToggle(): void }) {
  const { entry, isOpen, onToggle } = props;
  const id = useId();
  return (
    <div className={styles.entry}>
      <h3 className={styles.heading}>
        <Button
          className={styles.header ?? ''}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : ''}
          onPress={onToggle}
        >
          <Icon name={entry.icon} size={22} />
          <span className={styles.title}>{entry.title}</span>
          <span className={styles.arrow} data-open={isOpen}>
            <Icon name="chevronDown" size={20} />
          </span>
        </Button>
      </h3>
      {isOpen && (
        <div id={id} className={styles.content}>
          {entry.content()}
        </div>
      )}
    </div>
  );
}
