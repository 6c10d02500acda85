import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { collected, type SpokenReaction } from '../../state/reactions';
import { useApp, useStore } from '../context';

/** So long others may join in before it is said. */
const collectMs = 2000;
const mostNames = 3;

/** What people react, for screen readers: together, and not one by one. */
export function SpokenReactions() {
  const { t, i18n } = useTranslation();
  const store = useStore();
  const count = useApp((state) => state.conference.reactions.count);
  const spoken = useApp((state) => state.view.reactionsSpoken);
  const [said, setSaid] = useState<{ upTo: number; text: string }>({ upTo: 0, text: '' });
  const waits = count > said.upTo;
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => {
      const { reactions, people } = store.state().conference;
      const names = new Map(people.map(({ id, name }) => [id, name]));
      const list = new Intl.ListFormat(i18n.language);
      const whose = (one: SpokenReaction) =>
        one.people.length > mostNames
          ? t('reactions.people', { count: one.people.length })
          : list.format(one.people.map((id) => names.get(id) ?? ''));
      const text = collected(reactions, said.upTo)
        .map((one) =>
          t('reactions.by', { reaction: t(`reactions.${one.kind}`), names: whose(one) }),
        )
        .join('. ');
      setSaid({ upTo: reactions.count, text });
    }, collectMs);
    return () => clearTimeout(timer);
  }, [store, said, waits, t, i18n.language]);
  return (
    <p className="visually-hidden" role="status">
      {spoken && said.text}
    </p>
  );
}
