import { useTranslation } from 'react-i18next';
import { useApp } from '../context';
import { BarButton } from './BarButton';
import { paneButton } from './bar_buttons';
import { type Pane, type PaneName, panes } from './panes';

/** A button of the control bar for each pane, with what is new in it. */
export function PaneButtons(props: { open: PaneName | undefined; onPane(pane: PaneName): void }) {
  return panes.map((pane) => (
    <PaneButton
      key={pane.name}
      pane={pane}
      open={props.open === pane.name}
      onPress={() => props.onPane(pane.name)}
    />
  ));
}

function PaneButton({ pane, open, onPress }: { pane: Pane; open: boolean; onPress(): void }) {
  const { t } = useTranslation();
  const news = useApp(pane.news);
  const label = t(`bar.${pane.name}`);
  return (
    <BarButton
      id={paneButton(pane.name)}
      icon={pane.icon}
      name={news > 0 ? t(`bar.${pane.name}News`, { count: news }) : label}
      label={label}
      state={open ? 'active' : 'plain'}
      expanded={open}
      badge={news}
      wideScreensOnly={pane.alsoInMenu ?? false}
      onPress={onPress}
    />
  );
}
