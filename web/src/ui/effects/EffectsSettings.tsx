import { Notices } from '../conference/Notices';
import { TopLayer } from '../conference/TopLayer';
import { BackgroundChoice } from './BackgroundChoice';
import styles from './BackgroundChoice.module.css';
import { SoundChoice } from './SoundChoice';

export function EffectsSettings({ notices }: { notices: boolean }) {
  return (
    <div className={styles.settings}>
      <BackgroundChoice />
      <SoundChoice />
      {notices && (
        <TopLayer over="stage" raised={false}>
          <Notices />
        </TopLayer>
      )}
    </div>
  );
}
