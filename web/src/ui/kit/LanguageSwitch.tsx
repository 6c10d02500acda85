import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useActions } from '../context';
import styles from './LanguageSwitch.module.css';

const languages = ['de', 'en'] as const;

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const actions = useActions();
  return (
    <ToggleButtonGroup
      className={styles.group ?? ''}
      aria-label={t('language.label')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[i18n.language]}
      onSelectionChange={(keys) => {
        const [language] = [...keys];
        if (language !== undefined) actions.pages.switchLanguage(String(language));
      }}
    >
      {languages.map((language) => (
        <ToggleButton key={language} id={language} className={styles.button ?? ''}>
          <span lang={language}>{t(`language.${language}`)}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
