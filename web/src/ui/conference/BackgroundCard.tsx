import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackgroundAnswers, useBackgroundNews } from '../effects/BackgroundNotes';
import { Button } from '../kit/Button';
import styles from './Hints.module.css';

/** The background fails, or is too much for this computer. Put away, it comes back with other news only. */
export function BackgroundCard() {
  const { t } = useTranslation();
  const news = useBackgroundNews();
  const [seen, setSeen] = useState<string>();
  const shown = news !== undefined && news !== 'loading' && news !== seen;
  return (
    <section className={styles.card} role="status" data-shown={shown}>
      {shown && (
        <>
          <p className={styles.text}>{t(`effects.${news}`)}</p>
          <div className={styles.answers}>
            <BackgroundAnswers failed={news === 'failed'} />
            <Button size="small" look="secondary" onPress={() => setSeen(news)}>
              {t('effects.keep')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
