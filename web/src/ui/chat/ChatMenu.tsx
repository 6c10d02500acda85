import { useTranslation } from 'react-i18next';
import { isModerator } from '../../state/selectors';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { Menu, type MenuPart } from '../kit/Menu';

const choices = ['chatPreview', 'chatSpoken', 'reactionsSpoken'] as const;
const permissions = ['chat', 'privateChat'] as const;

/** How this person is told of new messages; for moderators also what participants may write. */
export function ChatMenu() {
  const { t } = useTranslation();
  const { view, conduct } = useActions();
  const chosen = useApp((state) => state.view);
  const moderator = useApp(isModerator);
  const permitted = useApp((state) => state.conference.room?.permitted);
  const house = useApp((state) => state.config?.chat);
  const possible = permissions.filter((what) =>
    what === 'chat' ? house?.everybody : house?.inPrivate,
  );
  const parts: MenuPart[] = [
    {
      id: 'told',
      title: t('chat.told'),
      mode: 'many',
      on: choices.filter((choice) => chosen[choice]),
      onChange: (on) =>
        view.choose(Object.fromEntries(choices.map((choice) => [choice, on.has(choice)]))),
      entries: [
        { id: 'chatPreview', icon: 'message', label: t('chat.preview') },
        { id: 'chatSpoken', icon: 'sound', label: t('chat.spoken') },
        { id: 'reactionsSpoken', icon: 'smile', label: t('chat.reactionsSpoken') },
      ],
    },
    {
      id: 'permitted',
      title: t('settings.permitted'),
      mode: 'many',
      on: permissions.filter((what) => permitted?.[what]),
      onChange: (on) =>
        conduct.permit(Object.fromEntries(possible.map((what) => [what, on.has(what)]))),
      entries: moderator
        ? possible.map((what) => ({
            id: what,
            icon: what === 'chat' ? ('message' as const) : ('lock' as const),
            label: t(`settings.${what}`),
          }))
        : [],
    },
  ];
  return (
    <Menu label={t('chat.settings')} parts={parts}>
      <Button look="quiet" icon="more" aria-label={t('chat.settings')} />
    </Menu>
  );
}
