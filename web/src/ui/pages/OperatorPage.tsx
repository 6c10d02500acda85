import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageName } from '../../state/model';
import { useActions, useApp } from '../context';
import { DocumentPage } from '../document/DocumentPage';
import { Markdown } from '../document/Markdown';
import { outlineOf } from '../document/outline';
import { useAnchor } from '../document/use_anchor';
import { Button } from '../kit/Button';
import { MessageCard } from '../kit/MessageCard';
import { PageFrame } from '../kit/PageFrame';
import { HelpLine } from '../kit/Support';
import { LoadingPage } from '../LoadingPage';
import { GivenAcknowledgement } from './GivenAcknowledgement';

/** Fewer headings are seen at once. */
const fewestForContents = 4;

/** A page of the operator (R16): imprint, privacy notice, terms of use, accessibility, house rules. */
export function OperatorPage({ name }: { name: PageName }) {
  const { t, i18n } = useTranslation();
  const actions = useActions();
  const text = useApp((state) => state.pageText);
  useEffect(() => actions.pages.loadText(name, i18n.language), [actions, name, i18n.language]);
  const shown = typeof text === 'object' && text.name === name ? text : undefined;
  useAnchor(shown !== undefined);

  if (text === 'missing' || text === 'unreachable') return <NoPage name={name} why={text} />;
  if (!shown) return <LoadingPage />;
  const headings = outlineOf(shown.markdown).filter(({ depth }) => depth === 2);
  return (
    <DocumentPage
      contents={headings.length < fewestForContents ? [] : headings}
      language={shown.language}
    >
      {shown.language !== i18n.language && (
        <p lang={i18n.language}>
          <em>{t('document.otherLanguage')}</em>
        </p>
      )}
      <Markdown text={shown.markdown} />
      <GivenAcknowledgement name={name} />
    </DocumentPage>
  );
}

function NoPage({ name, why }: { name: PageName; why: 'missing' | 'unreachable' }) {
  const { t } = useTranslation();
  const actions = useActions();
  const missing = why === 'missing';
  return (
    <PageFrame>
      <MessageCard
        icon="info"
        title={missing ? t(`places.${name}`) : t('end.unreachable.title')}
        text={missing ? t('document.missing') : t('end.unreachable.text')}
        role="status"
      >
        <Button look="secondary" onPress={() => actions.pages.open('start')}>
          {t('end.start')}
        </Button>
        <HelpLine anchor={missing ? 'contact' : 'browserproblems'} />
      </MessageCard>
    </PageFrame>
  );
}
