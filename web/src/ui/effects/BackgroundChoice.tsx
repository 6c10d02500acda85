import { FileTrigger, Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  type Background,
  backgrounds,
  isScenePicture,
  pictureAddress,
} from '../../state/background';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import styles from './BackgroundChoice.module.css';

/** Shown blurred as an example. */
const example = pictureAddress('morning');

/** What the others see behind this person: each choice as a small picture with its name. */
export function BackgroundChoice() {
  const { t } = useTranslation();
  const actions = useActions();
  const { chosen, ownPicture } = useApp((state) => state.local.background);
  const offered = backgrounds.filter((background) => background !== 'own' || ownPicture !== '');
  return (
    <div className={styles.choice}>
      <RadioGroup
        className={styles.group ?? ''}
        value={chosen}
        onChange={(background) => actions.devices.setBackground(background as Background)}
      >
        <Label className={styles.label ?? ''}>{t('effects.background')}</Label>
        <div className={styles.options}>
          {offered.map((background) => (
            <Radio key={background} value={background} className={styles.option ?? ''}>
              <span className={styles.picture} data-background={background}>
                <Example background={background} ownPicture={ownPicture} />
              </span>
              {t(`effects.backgrounds.${background}`)}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <FileTrigger
        acceptedFileTypes={['image/*']}
        onSelect={(files) => {
          const [file] = files ?? [];
          if (file) actions.devices.setOwnPicture(file);
        }}
      >
        <Button look="secondary" size="small" icon="plus">
          {t(ownPicture === '' ? 'effects.choosePicture' : 'effects.changePicture')}
        </Button>
      </FileTrigger>
      <p className={styles.hint}>{t('effects.backgroundHint')}</p>
    </div>
  );
}

function Example({ background, ownPicture }: { background: Background; ownPicture: string }) {
  if (background === 'none') return <Icon name="person" size={28} />;
  const own = background === 'own' ? ownPicture : undefined;
  const address = isScenePicture(background) ? pictureAddress(background) : (own ?? example);
  return <img className={styles.image} src={address} alt="" />;
}
