import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Person, SourceKind } from '../../state/model';
import { slotOf } from '../../state/selectors';
import { useActions, useApp, useMedia } from '../context';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import styles from './SharedScreen.module.css';
import { SlotVideo } from './SlotVideo';
import { useBox } from './use_box';

export function SharedScreen(props: {
  person: Person;
  others: readonly Person[];
  onPick(person: number): void;
  onHeight(pixels: number): void;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const media = useMedia();
  const self = useApp((state) => state.conference.self);
  const slot = useApp((state) => slotOf(state, props.person.id, SourceKind.SCREEN));
  const own = props.person.id === self;
  const frame = useRef<HTMLElement>(null);
  const { height } = useBox(frame);
  const { onHeight } = props;

  useEffect(() => {
    onHeight(Math.round(height * devicePixelRatio));
  }, [onHeight, height]);

  return (
    <section
      ref={frame}
      className={styles.frame}
      aria-label={own ? t('gallery.ownScreen') : t('gallery.screenOf', { name: props.person.name })}
    >
      {own ? (
        <div className={styles.own}>
          <Icon name="screen" size={40} />
          <p>{t('gallery.ownScreen')}</p>
          <Button look="secondary" onPress={() => actions.devices.toggleScreen()}>
            {t('bar.stopSharing')}
          </Button>
        </div>
      ) : (
        <>
          {slot === undefined ? (
            <p className={styles.own}>{t('gallery.screenStarting')}</p>
          ) : (
            <SlotVideo key={slot} stream={() => media.slot(slot)} fit="contain" />
          )}
          <p className={styles.name}>{t('gallery.screenOf', { name: props.person.name })}</p>
        </>
      )}
      {props.others.length > 1 && (
        <div className={styles.choice}>
          {props.others.map((person) => (
            <Button
              key={person.id}
              size="small"
              look={person.id === props.person.id ? 'primary' : 'secondary'}
              onPress={() => props.onPick(person.id)}
            >
              {person.name}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
