import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { HelpLine } from '../kit/Support';
import styles from './BackgroundNotes.module.css';

/** What there is to say about the background now; undefined: nothing. */
export function useBackgroundNews(): 'loading' | 'failed' | 'slow' | undefined {
  const { phase, slow } = useApp((state) => state.local.background);
  const camera = useApp((state) => state.local.wanted.camera && !state.local.problem.camera);
  if (!camera) return undefined;
  if (phase === 'loading' || phase === 'failed') return phase;
  return slow ? 'slow' : undefined;
}

/** Another try, where it failed, or the room as it is: nothing else shows it unasked. */
export function BackgroundAnswers({ failed }: { failed: boolean }) {
  const { t } = useTranslation();
  const { devices } = useActions();
  const chosen = useApp((state) => state.local.background.chosen);
  return (
    <>
      {failed && (
        <Button
          look="secondary"
          size="small"
          icon="retry"
          onPress={() => devices.setBackground(chosen)}
        >
          {t('effects.retry')}
        </Button>
      )}
      <Button look="secondary" size="small" onPress={() => devices.setBackground('none')}>
        {t('effects.showRoom')}
      </Button>
    </>
  );
}

/** Below the preview. */
export function BackgroundNotes() {
  const { t } = useTranslation();
  const news = useBackgroundNews();
  if (!news) return null;
  return (
    <Alert tone={news === 'loading' ? 'info' : 'warning'} role="status">
      <div className={styles.notes}>
        <p>{t(`effects.${news}`)}</p>
        {news !== 'loading' && (
          <>
            <ButtonRow>
              <BackgroundAnswers failed={news === 'failed'} />
            </ButtonRow>
            <HelpLine anchor="background" />
          </>
        )}
      </div>
    </Alert>
  );
}
