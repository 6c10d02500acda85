// R50, R64: one tick for the privacy notice and the house rules of the operator, asked for once for each
// version of the texts; nothing where there is nothing to acknowledge.
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAcknowledge } from '../../state/acknowledgement';
import type { PageName } from '../../state/model';
import { useActions, useApp } from '../context';
import { CheckField } from '../kit/CheckField';
import { PlaceLink } from '../kit/PlaceLink';
import styles from './acknowledgement.module.css';

export interface Acknowledgement {
  isAsked: boolean;
  field: ReactNode;
  /** When the form is sent: keeps that it was given. False, and said beside the tick, when it was not. */
  give(): boolean;
}

/** always: whoever creates a room is asked each time, also about the notice that the form itself holds. */
export function useAcknowledgement({ always = false } = {}): Acknowledgement {
  const { t } = useTranslation();
  const actions = useActions();
  const pages = useApp((state) => state.pages);
  const acknowledged = useApp((state) => state.acknowledged);
  const [ticked, setTicked] = useState(false);
  const [missing, setMissing] = useState(false);
  const texts = toAcknowledge(pages, always ? {} : acknowledged);
  const isAsked = always || texts.length > 0;

  const give = () => {
    setMissing(isAsked && !ticked);
    if (!isAsked) return true;
    if (ticked) actions.pages.acknowledge();
    return ticked;
  };

  const field = isAsked && (
    <div className={styles.acknowledgement}>
      <Links texts={texts} />
      <CheckField
        label={t(`acknowledge.${wordsFor(texts)}`)}
        checked={ticked}
        onChange={setTicked}
        error={missing && !ticked ? t('acknowledge.missing') : undefined}
      />
    </div>
  );
  return { isAsked, field, give };
}

function Links({ texts }: { texts: readonly PageName[] }) {
  const { t } = useTranslation();
  if (texts.length === 0) return null;
  return (
    <p className={styles.links}>
      {t('acknowledge.read')}
      {texts.map((name) => (
        <PlaceLink key={name} to={name}>
          {t(`places.${name}`)}
        </PlaceLink>
      ))}
    </p>
  );
}

function wordsFor(texts: readonly PageName[]): 'datenschutz' | 'hausordnung' | 'both' {
  if (!texts.includes('hausordnung')) return 'datenschutz';
  return texts.includes('datenschutz') ? 'both' : 'hausordnung';
}
