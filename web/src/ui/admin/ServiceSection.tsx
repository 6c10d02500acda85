import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview, Service } from '../../state/model';
import { useActions, useApp } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import styles from './AdminPage.module.css';
import { CloseService } from './CloseService';
import { ConfirmDialog } from './ConfirmDialog';
import { durationText } from './duration_text';

/** How the service stands, and closing it (R65). */
export function ServiceSection() {
  const { t } = useTranslation();
  const overview = useApp((state) => state.admin.overview);
  if (!overview) return <p className={styles.muted}>{t('loading')}</p>;
  return (
    <>
      {overview.service.closed ? (
        <ClosedCard notice={overview.service.closed} />
      ) : (
        <OpenCard people={overview.counts.people + overview.counts.waiting} />
      )}
      <Numbers counts={overview.counts} />
      <Facts service={overview.service} />
    </>
  );
}

function OpenCard({ people }: { people: number }) {
  const { t } = useTranslation();
  const [closing, setClosing] = useState(false);
  return (
    <section className={styles.card} aria-labelledby="service-state">
      <h2 id="service-state" className={styles.heading}>
        {t('admin.service.open')}
      </h2>
      <p className={styles.muted}>{t('admin.service.openText')}</p>
      <ButtonRow>
        <Button look="secondary" onPress={() => setClosing(true)}>
          {t('admin.service.close')}
        </Button>
      </ButtonRow>
      {closing && <CloseService people={people} onClose={() => setClosing(false)} />}
    </section>
  );
}

function ClosedCard({ notice }: { notice: string }) {
  const { t } = useTranslation();
  const actions = useActions();
  const [opening, setOpening] = useState(false);
  const done = () => setOpening(false);
  return (
    <section className={styles.card} aria-labelledby="service-state">
      <h2 id="service-state" className={styles.heading}>
        {t('admin.service.closed')}
      </h2>
      <Alert tone="warning">{t('admin.service.closedText')}</Alert>
      <p className={styles.quote}>{notice}</p>
      <ButtonRow>
        <Button onPress={() => setOpening(true)}>{t('admin.service.reopen')}</Button>
      </ButtonRow>
      {opening && (
        <ConfirmDialog
          title={t('admin.service.reopenTitle')}
          confirm={t('admin.service.reopen')}
          onConfirm={() => actions.admin.openService(done)}
          onClose={done}
        >
          <p>{t('admin.service.reopenText')}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function Numbers({ counts }: { counts: Overview['counts'] }) {
  const { t } = useTranslation();
  return (
    <section className={styles.card} aria-labelledby="service-now">
      <h2 id="service-now" className={styles.heading}>
        {t('admin.service.now')}
      </h2>
      <dl className={styles.facts}>
        {(['rooms', 'people', 'waiting'] as const).map((what) => (
          <div key={what}>
            <dt>{t(`admin.service.${what}`)}</dt>
            <dd>{counts[what]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Facts({ service }: { service: Service }) {
  const { t } = useTranslation();
  const { accessLogDays, idleLimit, pauseLimit } = service;
  const day = 86_400;
  const facts = [
    { name: 'version', value: service.version },
    { name: 'profile', value: service.profile },
    {
      name: 'idle',
      value: idleLimit === undefined ? t('admin.service.never') : durationText(t, idleLimit),
    },
    {
      name: 'pause',
      value: pauseLimit === undefined ? t('admin.service.noPause') : durationText(t, pauseLimit),
    },
    {
      name: 'accessLog',
      value:
        accessLogDays === 0
          ? t('admin.service.accessLogNone')
          : durationText(t, accessLogDays * day),
    },
  ];
  return (
    <section className={styles.card} aria-labelledby="service-about">
      <h2 id="service-about" className={styles.heading}>
        {t('admin.service.about')}
      </h2>
      <dl className={styles.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{t(`admin.service.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
