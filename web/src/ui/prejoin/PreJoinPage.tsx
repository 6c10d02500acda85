import { useTranslation } from 'react-i18next';
import { ConnectionTestButton } from '../connection_test/ConnectionTestButton';
import { useApp } from '../context';
import { BackgroundNotes } from '../effects/BackgroundNotes';
import { Effects } from '../effects/Effects';
import { Alert } from '../kit/Alert';
import { PageFrame } from '../kit/PageFrame';
import { HelpLine } from '../kit/Support';
import { CameraPreview } from './CameraPreview';
import { DeviceSelects } from './DeviceSelects';
import { JoinForm } from './JoinForm';
import { LevelBar } from './LevelBar';
import { MediaProblems } from './MediaProblems';
import styles from './PreJoinPage.module.css';

export function PreJoinPage({ canCall }: { canCall: boolean }) {
  const { t } = useTranslation();
  const room = useApp((state) => state.preview?.name ?? state.roomId ?? '');
  return (
    <PageFrame>
      <div className={styles.heading}>
        <h1 className={styles.title}>{t('prejoin.title')}</h1>
        <p className={styles.room}>{t('prejoin.room', { room })}</p>
      </div>
      {!canCall && (
        <Alert tone="danger" role="alert">
          <p>{t('problem.browser')}</p>
          <HelpLine anchor="browserproblems" />
        </Alert>
      )}
      <div className={styles.columns}>
        <div className={styles.media}>
          <CameraPreview />
          <LevelBar />
          <MediaProblems />
          <BackgroundNotes />
        </div>
        <div className={styles.card}>
          <JoinForm canCall={canCall} />
        </div>
        <div className={styles.devices}>
          <DeviceSelects />
          <Effects notices />
          <ConnectionTestButton />
        </div>
      </div>
    </PageFrame>
  );
}
