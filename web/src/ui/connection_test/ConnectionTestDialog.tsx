import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import {
  adviceOf,
  megabits,
  type Permission,
  portsToOpen,
  type WayState,
  wayNames,
} from '../../state/connection_test';
import { useActions, useApp } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { Fact, Facts } from '../kit/Facts';
import type { IconName } from '../kit/icon_paths';
import { ModalDialog } from '../kit/ModalDialog';
import styles from './ConnectionTestDialog.module.css';

/** Starts the test when it opens and ends it when it closes. */
export function ConnectionTestDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { connectionTest } = useActions();
  const phase = useApp((state) => state.connectionTest.phase);
  useEffect(() => {
    connectionTest.start();
    return () => connectionTest.stop();
  }, [connectionTest]);
  const over = phase === 'done' || phase === 'failed';
  return (
    <ModalDialog
      title={t('connectionTest.title')}
      isOpen
      isText
      onClose={onClose}
      foot={
        <ButtonRow>
          <Button onPress={onClose}>{t('connectionTest.close')}</Button>
          <Button
            look="secondary"
            icon="retry"
            isDisabled={!over}
            onPress={() => connectionTest.start()}
          >
            {t('connectionTest.again')}
          </Button>
        </ButtonRow>
      }
    >
      <div role="status" className={styles.outcome}>
        {over ? <Outcome /> : <p className={styles.running}>{t('connectionTest.running')}</p>}
      </div>
      {phase !== 'failed' && <Details />}
    </ModalDialog>
  );
}

const tones = { good: 'info', warning: 'warning', danger: 'danger' } as const;

function Outcome() {
  const { t } = useTranslation();
  const test = useApp((state) => state.connectionTest);
  if (test.phase === 'failed') {
    const problem = t(`connectionTest.problem.${test.problem}`, t('connectionTest.problem.other'));
    return (
      <Alert tone="danger">
        <p>{problem}</p>
      </Alert>
    );
  }
  const ports = portsToOpen(test);
  return (
    <>
      {adviceOf(test).map(({ key, tone }) => (
        <Alert key={key} tone={tones[tone]}>
          <p>{t(`connectionTest.advice.${key}`)}</p>
        </Alert>
      ))}
      {ports.length > 0 && (
        <div className={styles.technicians}>
          <h3>{t('connectionTest.forTechnicians')}</h3>
          <p>
            {t('connectionTest.ports', {
              host: location.hostname,
              ports: ports.join(', '),
              media: test.mediaPort,
            })}
          </p>
        </div>
      )}
    </>
  );
}

interface Sign {
  icon?: IconName;
  tone?: 'good' | 'bad';
}

const signs: Record<WayState, Sign> = {
  waiting: { icon: 'hourglass' },
  open: { icon: 'check', tone: 'good' },
  closed: { icon: 'close', tone: 'bad' },
  none: { icon: 'minus' },
};

function Details() {
  const { t, i18n } = useTranslation();
  const { ways, webSocket, down, up, roundTripMs, browser, phase } = useApp(
    (state) => state.connectionTest,
  );
  const speed = (bitsPerSecond: number | undefined) => {
    if (bitsPerSecond === undefined) return undefined;
    const { key, value } = megabits(bitsPerSecond, i18n.language);
    return t(`connectionTest.${key}`, { value });
  };
  const trip =
    roundTripMs === undefined
      ? undefined
      : t('connectionTest.milliseconds', { value: Math.round(roundTripMs) });
  return (
    <>
      <Facts title={t('connectionTest.ways')}>
        <Fact name={t('connectionTest.webSocket')} {...signs[webSocket]}>
          {t(`connectionTest.state.${webSocket}`)}
        </Fact>
        {wayNames.map((way) => (
          <Fact key={way} name={t(`connectionTest.way.${way}`)} {...signs[ways[way]]}>
            {t(`connectionTest.state.${ways[way]}`)}
          </Fact>
        ))}
      </Facts>
      <Facts title={t('connectionTest.line')}>
        {[
          { key: 'down', value: speed(down) },
          { key: 'up', value: speed(up) },
          { key: 'roundTrip', value: trip },
        ].map(({ key, value }) => (
          <Fact key={key} name={t(`connectionTest.${key}`)}>
            {value ?? t(`connectionTest.${phase === 'done' ? 'unknown' : 'state.waiting'}`)}
          </Fact>
        ))}
      </Facts>
      <Facts title={t('connectionTest.browser')}>
        {(['webRtc', 'secure'] as const).map((key) => (
          <Fact
            key={key}
            name={t(`connectionTest.${key}`)}
            {...signs[browser[key] ? 'open' : 'closed']}
          >
            {t(browser[key] ? 'connectionTest.yes' : 'connectionTest.no')}
          </Fact>
        ))}
        {(['microphone', 'camera'] as const).map((key) => (
          <Fact key={key} name={t(`connectionTest.${key}`)} {...permissionSign(browser[key])}>
            {t(`connectionTest.permission.${browser[key]}`)}
          </Fact>
        ))}
      </Facts>
    </>
  );
}

function permissionSign(permission: Permission): Sign {
  if (permission === 'granted') return signs.open;
  return permission === 'denied' ? signs.closed : {};
}
