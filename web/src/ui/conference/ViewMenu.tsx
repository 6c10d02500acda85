import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { mayReact } from '../../state/chat_rules';
import { subjectOf } from '../../state/stage';
import { useActions, useApp } from '../context';
import { Menu, type MenuPart } from '../kit/Menu';
import { BarButton } from './BarButton';
import { viewButton } from './bar_buttons';
import type { DialogName } from './ConferencePage';
import { type PaneName, panes } from './panes';
import { useScene } from './use_scene';

interface Openers {
  onPane(pane: PaneName): void;
  onDialog(dialog: DialogName): void;
  onReactions(): void;
}

/** How the conference looks, and what has no button of its own on a small screen. */
export function ViewMenu(open: Openers) {
  const { t } = useTranslation();
  const parts = useParts(open);
  return (
    <Menu label={t('view.title')} parts={parts}>
      <BarButton
        id={viewButton}
        icon="view"
        name={t('view.title')}
        label={t('view.title')}
        state="plain"
      />
    </Menu>
  );
}

function useParts({ onPane, onDialog, onReactions }: Openers): MenuPart[] {
  const { t } = useTranslation();
  const actions = useActions();
  const scene = useScene();
  const self = useApp((state) => state.conference.self);
  const view = useApp((state) => state.view);
  const pinned = useApp((state) => state.pinned);
  const soundOnly = useApp((state) => state.soundOnly);
  const display = useApp((state) => state.display);
  const flips = useApp((state) => state.display.phone && state.local.devices.camera.length > 1);
  const reacts = useApp(mayReact);
  const subject = useMemo(() => subjectOf(scene), [scene]);
  const besides: MenuPart = {
    id: 'besides',
    title: t('view.besides'),
    mode: 'one',
    on: [view.beside],
    onChange: (on) => actions.view.choose({ beside: on.has('half') ? 'half' : 'strip' }),
    entries: [
      { id: 'strip', icon: 'speakerView', label: t('view.strip') },
      { id: 'half', icon: 'view', label: t('view.half') },
    ],
  };
  return [
    {
      id: 'layout',
      title: t('view.layout'),
      mode: 'one',
      on: [view.layout],
      onChange: (on) => actions.view.choose({ layout: on.has('speaker') ? 'speaker' : 'gallery' }),
      entries: [
        { id: 'gallery', icon: 'view', label: t('view.gallery') },
        { id: 'speaker', icon: 'speakerView', label: t('view.speaker') },
      ],
    },
    ...(subject ? [besides] : []),
    {
      id: 'pictures',
      title: t('view.pictures'),
      mode: 'many',
      on: [view.hideSelf ? 'hideSelf' : '', soundOnly ? 'soundOnly' : ''].filter(Boolean),
      onChange: (on) => {
        actions.view.choose({ hideSelf: on.has('hideSelf') });
        actions.devices.setSoundOnly(on.has('soundOnly'));
      },
      entries: [
        { id: 'hideSelf', icon: 'hidden', label: t('view.hideSelf') },
        { id: 'soundOnly', icon: 'soundOnly', label: t('view.soundOnly') },
      ],
    },
    {
      id: 'more',
      title: t('view.more'),
      entries: [
        pinned && {
          id: 'unpin',
          icon: 'unpin' as const,
          label: t('view.unpin'),
          onAction: () => actions.view.pin(undefined),
        },
        flips && {
          id: 'flip',
          icon: 'flip' as const,
          label: t('view.flip'),
          onAction: () => actions.devices.flipCamera(),
        },
        display.canFullScreen && {
          id: 'fullScreen',
          icon: display.fullScreen ? ('fullScreenEnd' as const) : ('fullScreen' as const),
          label: t(display.fullScreen ? 'view.fullScreenEnd' : 'view.fullScreen'),
          onAction: () => actions.view.toggleFullScreen(),
        },
        display.canFloat && {
          id: 'floating',
          icon: 'floating' as const,
          label: t(display.floating ? 'view.floatingEnd' : 'view.floating'),
          onAction: () => actions.view.toggleFloating(),
        },
        reacts && {
          id: 'reactions',
          icon: 'smile' as const,
          label: t('bar.react'),
          onAction: onReactions,
        },
        ...panes.map(
          ({ name, icon, alsoInMenu }) =>
            alsoInMenu && {
              id: name,
              icon,
              label: t(`bar.${name}`),
              onAction: () => onPane(name),
            },
        ),
        {
          id: 'statistics',
          icon: 'signalGood' as const,
          label: t('statistics.own'),
          onAction: () => actions.view.inspect(self),
        },
        {
          id: 'devices',
          icon: 'settings' as const,
          label: t('bar.devices'),
          onAction: () => onDialog('devices'),
        },
        {
          id: 'shortcuts',
          icon: 'keyboard' as const,
          label: t('bar.shortcuts'),
          onAction: () => onDialog('shortcuts'),
        },
      ].filter((entry) => entry !== undefined && entry !== false),
    },
  ];
}
