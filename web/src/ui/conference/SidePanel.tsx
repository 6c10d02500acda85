import { useTranslation } from 'react-i18next';
import { Button } from '../kit/Button';
import { paneButton, viewButton } from './bar_buttons';
import { type PaneName, panes } from './panes';
import styles from './SidePanel.module.css';
import { usePanelFocus } from './use_panel_focus';

/** Beside the stage, on phones over it: one pane, its title, and a way to close it. */
export function SidePanel({ pane, onClose }: { pane: PaneName; onClose(): void }) {
  const { t } = useTranslation();
  const panel = usePanelFocus(onClose, [paneButton(pane), viewButton]);
  const { Content, Settings } = panes.find(({ name }) => name === pane) ?? {};
  return (
    <aside ref={panel} className={styles.panel} aria-label={t(`${pane}.title`)} tabIndex={-1}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t(`${pane}.title`)}</h2>
        {Settings && <Settings />}
        <Button look="quiet" icon="close" aria-label={t(`${pane}.close`)} onPress={onClose} />
      </header>
      {Content && <Content />}
    </aside>
  );
}
