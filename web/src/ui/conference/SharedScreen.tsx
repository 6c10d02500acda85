import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SourceKind } from '../../state/model';
import { sharers, slotOf } from '../../state/selectors';
import { useActions, useApp, useMedia } from '../context';
import { Button } from '../kit/Button';
import styles from './SharedScreen.module.css';
import { SlotVideo } from './SlotVideo';
import { useBox } from './use_box';

/** Somebody's screen, whole; where several are shared at once, the choice between them. */
export function SharedScreen({ id, onHeight }: { id: number; onHeight(pixels: number): void }) {
  const { t } = useTranslation();
  const media = useMedia();
  const soundOnly = useApp((state) => state.soundOnly);
  const name = useApp(
    (state) => state.conference.people.find((person) => person.id === id)?.name ?? '',
  );
  const slot = useApp((state) => slotOf(state, id, SourceKind.SCREEN));
  const version = useApp((state) => state.conference.peerVersion);
  const frame = useRef<HTMLElement>(null);
  const { height } = useBox(frame);

  useEffect(() => onHeight(Math.round(height * devicePixelRatio)), [onHeight, height]);

  return (
    <section ref={frame} className={styles.frame} aria-label={t('gallery.screenOf', { name })}>
      {slot === undefined ? (
        <p className={styles.starting}>
          {t(soundOnly ? 'soundOnly.noScreen' : 'gallery.screenStarting')}
        </p>
      ) : (
        <SlotVideo key={`${version}.${slot}.${id}`} stream={() => media.slot(slot)} fit="contain" />
      )}
      <p className={styles.name}>{t('gallery.screenOf', { name })}</p>
      <Screens shown={id} />
    </section>
  );
}

function Screens({ shown }: { shown: number }) {
  const { t } = useTranslation();
  const actions = useActions();
  const self = useApp((state) => state.conference.self);
  const people = useApp((state) => state.conference.people);
  const screens = useMemo(() => sharers(people).filter(({ id }) => id !== self), [people, self]);
  if (screens.length < 2) return null;
  return (
    <section className={styles.choice} aria-label={t('screen.choice')}>
      {screens.map(({ id, name }) => (
        <Button
          key={id}
          size="small"
          look={id === shown ? 'primary' : 'secondary'}
          aria-pressed={id === shown}
          onPress={() => actions.view.pin({ person: id, kind: SourceKind.SCREEN })}
        >
          {name}
        </Button>
      ))}
    </section>
  );
}
