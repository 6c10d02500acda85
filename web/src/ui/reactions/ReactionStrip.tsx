import { useTranslation } from 'react-i18next';
import { reactionKinds } from '../../state/reactions';
import { viewButton } from '../conference/bar_buttons';
import { usePanelFocus } from '../conference/use_panel_focus';
import { useActions } from '../context';
import { Button } from '../kit/Button';
import { ReactionSign } from './ReactionSign';
import styles from './ReactionStrip.module.css';

/** Over the control bar; stays open, since who reacts once may do so again. */
export function ReactionStrip({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { chat } = useActions();
  const strip = usePanelFocus(onClose, [viewButton]);
  return (
    <section ref={strip} className={styles.strip} aria-label={t('reactions.title')} tabIndex={-1}>
      {reactionKinds.map((kind) => (
        <button
          key={kind}
          type="button"
          className={styles.reaction}
          aria-label={t(`reactions.${kind}`)}
          title={t(`reactions.${kind}`)}
          onClick={() => chat.react(kind)}
        >
          <ReactionSign kind={kind} />
        </button>
      ))}
      <Button look="quiet" icon="close" aria-label={t('reactions.close')} onPress={onClose} />
    </section>
  );
}
