import { useTranslation } from 'react-i18next';
import type { HelpAnchor } from '../../help/anchors';
import type { EndKind } from '../../state/model';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import type { IconName } from '../kit/icon_paths';
import { MessageCard } from '../kit/MessageCard';
import { PageFrame } from '../kit/PageFrame';
import { HelpLine } from '../kit/Support';

const icons: Partial<Record<EndKind, IconName>> = {
  left: 'leave',
  roomEnded: 'check',
  takenOver: 'screen',
  roomFull: 'people',
  paused: 'pause',
  over: 'calendar',
};

/** From these there is a way back; after the others it would only lead here again. */
const returnable = new Set<EndKind>(['left', 'takenOver', 'expired']);

/** It may have changed by the next attempt. */
const retriable = new Set<EndKind>([
  'unreachable',
  'roomFull',
  'overloaded',
  'paused',
  'linkInUse',
  'closed',
]);

/** Where the help says more. */
const help: Partial<Record<EndKind, HelpAnchor>> = {
  rejected: 'waiting-room',
  removed: 'contact',
  barred: 'contact',
  overloaded: 'contact',
  paused: 'pausing',
  noSuchRoom: 'joining',
  unreachable: 'firewall',
};

export function EndPage({ kind }: { kind: EndKind }) {
  const { t } = useTranslation();
  const actions = useActions();
  const notice = useApp((state) => state.config?.closed);
  const retry = retriable.has(kind);
  const anchor = help[kind];
  return (
    <PageFrame>
      <MessageCard
        icon={icons[kind] ?? 'info'}
        title={t(`end.${kind}.title`)}
        text={(kind === 'closed' && notice) || t(`end.${kind}.text`)}
        role="status"
      >
        {(returnable.has(kind) || retry) && (
          <Button onPress={() => actions.pages.comeBack()}>
            {retry ? t('end.again') : t('end.comeBack')}
          </Button>
        )}
        {kind === 'paused' && (
          <Button look="secondary" onPress={() => actions.pages.open('reentry')}>
            {t('end.reopen')}
          </Button>
        )}
        <Button
          look={kind === 'paused' ? 'quiet' : 'secondary'}
          onPress={() => actions.pages.open('start')}
        >
          {t('end.start')}
        </Button>
        {anchor && <HelpLine anchor={anchor} />}
      </MessageCard>
    </PageFrame>
  );
}
