import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Role } from '../../state/model';
import { type KnownPoll, type Poll, resultTable, resultText } from '../../state/polls';
import { isModerator, self } from '../../state/selectors';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { CheckField } from '../kit/CheckField';
import { RadioChoice } from '../kit/RadioChoice';
import { PollResults } from './PollResults';
import styles from './PollsPane.module.css';

/** One question: how it is asked, the own vote, and what may be seen of the result. */
export function PollCard({ known }: { known: KnownPoll }) {
  const { t } = useTranslation();
  const { poll } = known;
  const moderator = useApp(isModerator);
  const votes = useApp((state) => self(state)?.role !== Role.OBSERVER);
  const id = useId();
  const kinds = [
    t(poll.anonymous ? 'polls.isAnonymous' : 'polls.isOpen'),
    ...(poll.multiple ? [t('polls.isMultiple')] : []),
    ...(poll.closed ? [t('polls.isClosed')] : [t(poll.live ? 'polls.isLive' : 'polls.isAtEnd')]),
  ];
  return (
    <article className={styles.card} aria-labelledby={id}>
      <h3 id={id} className={styles.question} dir="auto">
        {poll.question}
      </h3>
      <p className={styles.hint}>{kinds.join(' · ')}</p>
      {!poll.closed && votes && <Ballot known={known} />}
      {poll.results.length > 0 && <PollResults known={known} />}
      <p className={styles.hint}>{t('polls.ballots', { count: poll.ballots })}</p>
      {moderator && <Moderation poll={poll} />}
    </article>
  );
}

/** Until the poll is closed the choice can be changed. */
function Ballot({ known: { poll, mine } }: { known: KnownPoll }) {
  const { t } = useTranslation();
  const actions = useActions();
  const [chosen, setChosen] = useState<readonly number[]>(mine);
  const voted = mine.length > 0;
  const toggle = (answer: number, on: boolean) =>
    setChosen((before) => [...before.filter((other) => other !== answer), ...(on ? [answer] : [])]);
  return (
    <form
      className={styles.ballot}
      onSubmit={(event) => {
        event.preventDefault();
        actions.polls.vote(poll.id, chosen);
      }}
    >
      {poll.multiple ? (
        <fieldset className={styles.group}>
          <legend>{t('polls.chooseSome')}</legend>
          {poll.answers.map((answer, index) => (
            <CheckField
              key={answer}
              label={answer}
              checked={chosen.includes(index)}
              onChange={(on) => toggle(index, on)}
            />
          ))}
        </fieldset>
      ) : (
        <RadioChoice
          label={t('polls.chooseOne')}
          options={poll.answers.map((label, index) => ({ id: String(index), label }))}
          selected={chosen.length > 0 ? String(chosen[0]) : undefined}
          onSelect={(index) => setChosen([Number(index)])}
        />
      )}
      <ButtonRow>
        <Button type="submit" size="small" isDisabled={chosen.length === 0}>
          {t(voted ? 'polls.voteAgain' : 'polls.vote')}
        </Button>
        {voted && (
          <Button
            look="quiet"
            size="small"
            onPress={({ target }) => {
              toPanel(target);
              setChosen([]);
              actions.polls.vote(poll.id, []);
            }}
          >
            {t('polls.withdraw')}
          </Button>
        )}
      </ButtonRow>
    </form>
  );
}

/** The button goes with what it does: the focus is not to go with it. */
function toPanel(button: Element): void {
  button.closest<HTMLElement>('aside')?.focus();
}

function Moderation({ poll }: { poll: Poll }) {
  const { t } = useTranslation();
  const actions = useActions();
  const heads = [t('polls.answer'), t('polls.count'), t('polls.names')];
  return (
    <ButtonRow>
      {!poll.closed && (
        <Button
          look="secondary"
          size="small"
          icon="check"
          onPress={({ target }) => {
            toPanel(target);
            actions.polls.close(poll.id);
          }}
        >
          {t('polls.end')}
        </Button>
      )}
      {poll.results.length > 0 && (
        <>
          <Button
            look="quiet"
            size="small"
            icon="copy"
            onPress={() => actions.view.copy(resultText(poll), 'text')}
          >
            {t('polls.copy')}
          </Button>
          <Button
            look="quiet"
            size="small"
            icon="download"
            onPress={() =>
              actions.view.saveText(t('polls.fileName'), resultTable(poll, heads), 'text/csv')
            }
          >
            {t('polls.save')}
          </Button>
        </>
      )}
      <Button
        look="quiet"
        size="small"
        icon="trash"
        onPress={({ target }) => {
          toPanel(target);
          actions.polls.remove(poll.id);
        }}
      >
        {t('polls.remove')}
      </Button>
    </ButtonRow>
  );
}
