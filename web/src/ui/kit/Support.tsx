import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelpAnchor } from '../../help/anchors';
import { supportParts } from '../../state/support';
import { useApp } from '../context';
import { PlaceLink } from './PlaceLink';
import styles from './Support.module.css';

/** R69: whom to ask, in the operator's words; nothing where they gave none. */
export function SupportContact() {
  const support = useApp((state) => state.config?.support ?? '');
  return supportParts(support).map(({ text, href }) => (
    <Fragment key={text}>{href ? <a href={href}>{text}</a> : text}</Fragment>
  ));
}

/** Beside what went wrong: the place in the help that is about it, and whom to ask. */
export function HelpLine({ anchor }: { anchor: HelpAnchor }) {
  const { t } = useTranslation();
  const support = useApp((state) => state.config?.support ?? '');
  return (
    <p className={styles.line}>
      <PlaceLink to="help" anchor={anchor}>
        {t('support.help')}
      </PlaceLink>
      {support && (
        <span>
          {t('support.ask')} <SupportContact />
        </span>
      )}
    </p>
  );
}
