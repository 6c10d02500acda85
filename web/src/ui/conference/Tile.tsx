import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { SourceKind } from '../../state/model';
import { cameraSlot } from '../../state/selectors';
import { isSubject } from '../../state/stage';
import { useActions, useApp, useMedia } from '../context';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import { Avatar } from './Avatar';
import { SlotVideo } from './SlotVideo';
import styles from './Tile.module.css';

export type TileSize = 'small' | 'normal' | 'large';

/** One person, in the gallery or large. */
export const Tile = memo(function Tile({ id, size }: { id: number; size: TileSize }) {
  const { t } = useTranslation();
  const person = useApp((state) => state.conference.people.find((other) => other.id === id));
  const own = useApp((state) => state.conference.self === id);
  const speaking = useApp((state) => state.conference.speakers.includes(id));
  const microphone = useApp((state) =>
    own
      ? state.local.wanted.microphone && state.local.live.microphone
      : (person?.media?.microphone ?? false),
  );
  if (!person) return null;
  const name = own ? t('gallery.me', { name: person.name }) : person.name;
  const speaks = speaking && microphone;
  return (
    <article className={styles.tile} data-speaking={speaks} data-size={size} aria-label={name}>
      <Avatar name={person.name} />
      {own ? <OwnPicture /> : person.media?.camera && <RemotePicture person={id} />}
      {!own && <Pin id={id} name={person.name} />}
      {person.away && <p className={styles.away}>{t('gallery.away')}</p>}
      <p className={styles.label}>
        {!microphone && (
          <span className={styles.muted}>
            <Icon name="microphoneOff" size={16} />
            <span className="visually-hidden">{t('gallery.microphoneOff')}</span>
          </span>
        )}
        {speaks && (
          <span className={styles.speaking}>
            <Icon name="speaking" size={16} />
            <span className="visually-hidden">{t('gallery.speaking')}</span>
          </span>
        )}
        <span className={styles.name}>{name}</span>
        {person.media?.screen && (
          <span className={styles.shares} title={t('gallery.sharing')}>
            <Icon name="screen" size={16} />
          </span>
        )}
      </p>
    </article>
  );
});

/** Seen when the tile is pointed at or focused; the attendance list has the same. */
function Pin({ id, name }: { id: number; name: string }) {
  const { t } = useTranslation();
  const actions = useActions();
  const pinned = useApp((state) => isSubject(state.pinned, id, SourceKind.CAMERA));
  return (
    <div className={styles.pin} data-pinned={pinned}>
      <Button
        look="secondary"
        size="small"
        icon={pinned ? 'unpin' : 'pin'}
        aria-label={t(pinned ? 'gallery.unpin' : 'gallery.pin', { name })}
        onPress={() =>
          actions.view.pin(pinned ? undefined : { person: id, kind: SourceKind.CAMERA })
        }
      />
    </div>
  );
}

function RemotePicture({ person }: { person: number }) {
  const media = useMedia();
  const slot = useApp((state) => cameraSlot(state, person));
  const version = useApp((state) => state.conference.peerVersion);
  if (slot === undefined) return null;
  return <SlotVideo key={`${version}.${slot}`} stream={() => media.slot(slot)} />;
}

function OwnPicture() {
  const media = useMedia();
  const version = useApp((state) => state.local.cameraVersion);
  const live = useApp((state) => state.local.live.camera && state.local.wanted.camera);
  const facesAway = useApp((state) => state.local.facesAway);
  if (!live) return null;
  return <SlotVideo key={version} stream={() => media.ownCamera()} mirrored={!facesAway} />;
}
