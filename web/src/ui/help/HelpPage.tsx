import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadHelp } from '../../help/load';
import type { Pictures } from '../../help/pictures';
import { search } from '../../help/search';
import type { HelpSection } from '../../help/sections';
import { ConnectionTestButton } from '../connection_test/ConnectionTestButton';
import { useActions, useApp } from '../context';
import { DocumentPage } from '../document/DocumentPage';
import { Markdown } from '../document/Markdown';
import { useAnchor } from '../document/use_anchor';
import { Button } from '../kit/Button';
import { SupportContact } from '../kit/Support';
import styles from './HelpPage.module.css';
import { SearchField } from './SearchField';

/** R5: every function and what to do when something does not work, for people who are no experts. */
export function HelpPage() {
  const { t, i18n } = useTranslation();
  const actions = useActions();
  const { sections, pictures } = use(loadHelp(i18n.language));
  const [query, setQuery] = useState('');
  useAnchor(true);

  const found = search(sections, query);
  return (
    <DocumentPage
      language={i18n.language}
      contents={found.map(({ id, title }) => ({ anchor: id, text: title }))}
      head={
        <div className={styles.head}>
          <h1 className={styles.title}>{t('help.title')}</h1>
          <p className={styles.lead}>{t('help.lead')}</p>
          <div className={styles.tools}>
            <SearchField
              label={t('help.search')}
              hint={t('help.searchHint')}
              value={query}
              onChange={setQuery}
              result={query.trim() === '' ? '' : t('help.found', { count: found.length })}
            />
            <Button look="quiet" icon="printer" onPress={() => actions.view.print()}>
              {t('help.print')}
            </Button>
          </div>
        </div>
      }
    >
      {found.map((section) => (
        <Section key={section.id} section={section} pictures={pictures} />
      ))}
      {found.length === 0 && <p>{t('help.found', { count: 0 })}</p>}
    </DocumentPage>
  );
}

function Section({ section, pictures }: { section: HelpSection; pictures: Pictures }) {
  const { id, title, markdown } = section;
  const { t } = useTranslation();
  const support = useApp((state) => state.config?.support);
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id} className={styles.sectionTitle}>
        {title}
      </h2>
      {id === 'browserproblems' && (
        <p>
          <ConnectionTestButton />
        </p>
      )}
      <Markdown text={markdown} deeper={1} pictures={pictures} />
      {id === 'contact' && (
        <p className={styles.contact}>{support ? <SupportContact /> : t('support.none')}</p>
      )}
    </section>
  );
}
