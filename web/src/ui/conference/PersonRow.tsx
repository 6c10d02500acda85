import { useTranslation } from 'react-i18next';
import { type Person, Role } from '../../state/model';
import { useApp } from '../context';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import { Avatar } from './Avatar';
import styles from './PersonRow.module.css';

const roles = {
  [Role.MODERATOR]: 'people.moderator',
  [Role.PARTICIPANT]: 'people.participant',
  [Role.OBSERVER]: 'people.observer',
  [Role.UNSPECIFIED]: 'people.participant',
} as const;

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
  const microphone = person.media?.microphone ?? false;
  const camera = person.media?.camera ?? false;
  return (
    <li className={styles.row}>
      <Avatar name={person.name} size="row" />
      <div className={styles.names}>
        <p className={styles.name}>{own ? t('gallery.me', { name: person.name }) : person.name}</p>
        <p className={styles.role}>{person.away ? t('gallery.away') : t(roles[person.role])}</p>
      </div>
      <span className={styles.states}>
        <span className={styles.state} data-on={microphone}>
          <Icon name={microphone ? 'microphone' : 'microphoneOff'} size={20} />
          <span className="visually-hidden">
            {t(microphone ? 'people.microphoneOn' : 'people.microphoneOff')}
          </span>
        </span>
        <span className={styles.state} data-on={camera}>
          <Icon name={camera ? 'camera' : 'cameraOff'} size={20} />
          <span className="visually-hidden">
            {t(camera ? 'people.cameraOn' : 'people.cameraOff')}
          </span>
        </span>
      </span>
      {onSendToWait && (
        <Button
          look="quiet"
          icon="toWaiting"
          size="small"
          aria-label={t('people.sendToWait', { name: person.name })}
          onPress={onSendToWait}
        />
      )}
      {onRemove && (
        <Button
          look="quiet"
          icon="personRemove"
          size="small"
          aria-label={t('people.remove', { name: person.name })}
          onPress={onRemove}
        />
      )}
    </li>
  );
}
