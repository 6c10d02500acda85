import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { LineQuality, SourceKind } from '../../state/model';
import { latestOf } from '../../state/reactions';
import { cameraSlot, isTyping, lineOf } from '../../state/selectors';
import { isSubject } from '../../state/stage';
import { useActions, useApp, useMedia } from '../context';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import { ReactionSign } from '../reactions/ReactionSign';
import { Avatar } from './Avatar';
import { levelOf, lineIcons } from './LineSign';
import { SlotVideo } from './SlotVideo';
import styles from './Tile.module.css';

export type TileSize = 'small' | 'normal' | 'large';

/** One person, in the gallery or large. */
export const Tile = memo(function Tile({ id, size }: { id: number; size: TileSize }) {
  const { t } = useTranslation();
  const person = useApp((state) => state.conference.people.find((other) => other.id === id));
  const own = useApp((state) => state.conference.self === id);
  const speaking = useApp((state) => state.conference.speakers.includes(id));
  const typing = useApp((state) => isTyping(state, id));
  const microphone = useApp((state) =>
    own
      ? state.local.wanted.microphone && state.local.live.microphone
      : (person?.media?.microphone ?? false),
  );
  const line = useApp((state) => (person ? lineOf(state, person) : LineQuality.UNSPECIFIED));
  if (!person) return null;
  const level = levelOf(line);
  // Good lines need no sign, and no stop of the Tab key. A small tile has room for one button. The
  // attendance list has all of it.
  const isBad = level === 'unsteady' || level === 'poor';
  const name = own ? t('gallery.me', { name: person.name }) : person.name;
  const speaks = speaking && microphone;
  return (
    <article
      className={styles.tile}
      data-speaking={speaks || typing}
      data-size={size}
      aria-label={name}
    >
      <Avatar name={person.name} />
      {own ? <OwnPicture /> : person.media?.camera && <RemotePicture person={id} />}
      <div className={styles.tools}>
        {isBad && <LineButton id={id} name={person.name} own={own} level={level} />}
        {!own && !(isBad && size === 'small') && <Pin id={id} name={person.name} />}
      </div>
      <Reaction person={id} />
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
        {typing && (
          <span className={styles.speaking}>
            <Icon name="typing" size={16} />
            <span className="visually-hidden">{t('typing.isTyping')}</span>
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

/** What this person reacts, for a moment. Said by SpokenReactions. */
function Reaction({ person }: { person: number }) {
  const kind = useApp((state) => latestOf(state.conference.reactions, person));
  if (!kind) return null;
  return (
    <span key={kind} className={styles.reaction} aria-hidden="true">
      <ReactionSign kind={kind} />
    </span>
  );
}

/** Seen while the line is not good. */
function LineButton(props: { id: number; name: string; own: boolean; level: 'unsteady' | 'poor' }) {
  const { t } = useTranslation();
  const { view } = useActions();
  const { id, name, own, level } = props;
  const title = own ? t('statistics.own') : t('statistics.of', { name });
  return (
    <div className={styles.tool} data-kept="true" data-level={level}>
      <Button
        look="secondary"
        size="small"
        icon={lineIcons[level]}
        aria-label={`${title}: ${t(`lineQuality.${level}`)}`}
        onPress={() => view.inspect(id)}
      />
    </div>
  );
}

/** Seen when the tile is pointed at or focused; the attendance list has the same. */
function Pin({ id, name }: { id: number; name: string }) {
  const { t } = useTranslation();
  const actions = useActions();
  const pinned = useApp((state) => isSubject(state.pinned, id, SourceKind.CAMERA));
  return (
    <div className={styles.tool} data-kept={pinned}>
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
