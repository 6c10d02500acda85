import { useTranslation } from 'react-i18next';
import { mayWritePrivately } from '../../state/chat_rules';
import { type Person, Role, SourceKind } from '../../state/model';
import { hasTile, isTyping, lineOf } from '../../state/selectors';
import { isSubject } from '../../state/stage';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import type { IconName } from '../kit/icon_paths';
import { Menu, type MenuEntry } from '../kit/Menu';
import { Avatar } from './Avatar';
import { LineSign } from './LineSign';
import { useOpenPane } from './open_pane';
import styles from './PersonRow.module.css';
import { useConductEntries } from './use_conduct_entries';

const roles = {
  [Role.MODERATOR]: 'people.moderator',
  [Role.PARTICIPANT]: 'people.participant',
  [Role.OBSERVER]: 'people.observer',
  [Role.UNSPECIFIED]: 'people.participant',
} as const;

/** Somebody inside: role, what they send, and one menu with what can be done. */
export function PersonRow({
  person,
  onRemove,
  onSendToWait,
}: {
  person: Person;
  onRemove?: () => void;
  onSendToWait?: () => void;
}) {
  const { t } = useTranslation();
  const own = useApp((state) => state.conference.self === person.id);
  const speaking = useApp((state) => state.conference.speakers.includes(person.id));
  const line = useApp((state) => lineOf(state, person));
  const typing = useApp((state) => isTyping(state, person.id));
  const { microphone = false, camera = false, screen = false } = person.media ?? {};
  return (
    <li className={styles.row}>
      <Avatar name={person.name} size="row" />
      <div className={styles.names}>
        <p className={styles.name}>{own ? t('gallery.me', { name: person.name }) : person.name}</p>
        <p className={styles.role}>{person.away ? t('gallery.away') : t(roles[person.role])}</p>
      </div>
      <span className={styles.states}>
        {!person.away && <LineSign quality={line} size={20} />}
        {person.hand > 0 && <State icon="hand" on text={t('people.handUp')} />}
        {typing && <State icon="typing" on text={t('typing.isTyping')} />}
        {screen && <State icon="screen" on text={t('gallery.sharing')} />}
        {speaking && microphone ? (
          <State icon="speaking" on text={t('gallery.speaking')} />
        ) : (
          <State
            icon={microphone ? 'microphone' : 'microphoneOff'}
            on={microphone}
            text={t(microphone ? 'people.microphoneOn' : 'people.microphoneOff')}
          />
        )}
        <State
          icon={camera ? 'camera' : 'cameraOff'}
          on={camera}
          text={t(camera ? 'people.cameraOn' : 'people.cameraOff')}
        />
      </span>
      <PersonMenu person={person} own={own} onRemove={onRemove} onSendToWait={onSendToWait} />
    </li>
  );
}

function State({ icon, on, text }: { icon: IconName; on: boolean; text: string }) {
  return (
    <span className={styles.state} data-on={on} title={text}>
      <Icon name={icon} size={20} />
      <span className="visually-hidden">{text}</span>
    </span>
  );
}

function PersonMenu(props: {
  person: Person;
  own: boolean;
  onRemove: (() => void) | undefined;
  onSendToWait: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const { id, name } = props.person;
  const pinned = useApp((state) => isSubject(state.pinned, id, SourceKind.CAMERA));
  const conduct = useConductEntries(props.person);
  const openPane = useOpenPane();
  const inPrivate = useApp(mayWritePrivately) && !props.own && hasTile(props.person);
  const write: MenuEntry = {
    id: 'write',
    icon: 'message',
    label: t('chat.writeTo'),
    onAction: () => {
      actions.chat.address(id);
      openPane('chat');
    },
  };
  const pin: MenuEntry = {
    id: 'pin',
    icon: pinned ? 'unpin' : 'pin',
    label: t(pinned ? 'people.unpin' : 'people.pin'),
    onAction: () => actions.view.pin(pinned ? undefined : { person: id, kind: SourceKind.CAMERA }),
  };
  const statistics: MenuEntry = {
    id: 'statistics',
    icon: 'signalGood',
    label: t('statistics.entry'),
    onAction: () => actions.view.inspect(id),
  };
  const pins = !props.own && hasTile(props.person);
  const moderation: MenuEntry[] = [];
  if (props.onSendToWait) {
    const label = t('people.sendToWait');
    moderation.push({ id: 'wait', icon: 'toWaiting', label, onAction: props.onSendToWait });
  }
  if (props.onRemove) {
    const label = t('people.remove');
    moderation.push({
      id: 'remove',
      icon: 'personRemove',
      danger: true,
      label,
      onAction: props.onRemove,
    });
  }
  const label = t('people.actions', { name });
  return (
    <Menu
      label={label}
      parts={[
        {
          id: 'view',
          title: name,
          entries: [...(pins ? [pin] : []), statistics, ...(inPrivate ? [write] : [])],
        },
        { id: 'conduct', title: t('people.conduct'), entries: props.own ? [] : conduct },
        { id: 'moderation', title: t('people.moderate'), entries: moderation },
      ]}
    >
      <Button look="quiet" size="small" icon="more" aria-label={label} />
    </Menu>
  );
}
