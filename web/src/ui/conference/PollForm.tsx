import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PollDraft } from '../../state/model';
import { emptyDraft, fewestAnswers, mostAnswers } from '../../state/polls';
import { useActions, useApp } from '../context';
import { formText } from '../form_text';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { CheckField } from '../kit/CheckField';
import { TextInput } from '../kit/TextInput';
import styles from './PollsPane.module.css';

type Problem = 'noQuestion' | 'fewAnswers' | 'sameAnswers';

/** A new question; what stands here stays when the pane is closed. Answers that were left empty do not count. */
export function PollForm({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const draft = useApp((state) => state.conference.pollDraft) ?? emptyDraft;
  const { multiple, anonymous, live } = draft;
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();

  const change = (part: Partial<PollDraft>) => actions.polls.draft(part);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (sent) return;
    const form = event.currentTarget;
    const question = formText(form, 'question');
    const typed = textsIn(form).answers.map((answer) => answer.trim());
    const answers = typed.filter((answer) => answer !== '');
    const found = problemOf(question, answers);
    setProblem(found);
    if (found) return;
    setSent(true);
    actions.polls.create({ question, answers, multiple, anonymous, live }, (taken) => {
      setSent(false);
      if (taken) onClose();
    });
  };

  const wrongAnswers = problem && problem !== 'noQuestion' ? t(`polls.${problem}`) : undefined;
  return (
    <form
      className={styles.pane}
      aria-label={t('polls.new')}
      onSubmit={submit}
      onInput={({ currentTarget }) => change(textsIn(currentTarget))}
      noValidate
    >
      <TextInput
        name="question"
        label={t('polls.question')}
        initial={draft.question}
        autoFocus
        autoComplete="off"
        maxLength={300}
        error={problem === 'noQuestion' ? t('polls.noQuestion') : undefined}
      />
      {draft.answers.map((answer, index) => (
        <TextInput
          // biome-ignore lint/suspicious/noArrayIndexKey: the fields have no other identity
          key={index}
          name="answer"
          label={t('polls.answerNumber', { number: index + 1 })}
          initial={answer}
          autoFocus={index >= fewestAnswers && answer === ''}
          autoComplete="off"
          maxLength={150}
          error={index === 0 ? wrongAnswers : undefined}
        />
      ))}
      {draft.answers.length < mostAnswers && (
        <Button
          look="quiet"
          size="small"
          icon="plus"
          onPress={() => change({ answers: [...draft.answers, ''] })}
        >
          {t('polls.moreAnswers')}
        </Button>
      )}
      <CheckField
        label={t('polls.multiple')}
        checked={multiple}
        onChange={(on) => change({ multiple: on })}
      />
      <CheckField
        label={t('polls.anonymous')}
        checked={anonymous}
        onChange={(on) => change({ anonymous: on })}
      />
      <p className={styles.hint}>{t(anonymous ? 'polls.anonymousText' : 'polls.openText')}</p>
      <CheckField label={t('polls.live')} checked={live} onChange={(on) => change({ live: on })} />
      <ButtonRow>
        <Button type="submit" isDisabled={sent}>
          {t('polls.start')}
        </Button>
        <Button look="secondary" onPress={onClose}>
          {t('polls.cancel')}
        </Button>
      </ButtonRow>
    </form>
  );
}

function textsIn(form: HTMLFormElement): Pick<PollDraft, 'question' | 'answers'> {
  const data = new FormData(form);
  return { question: String(data.get('question')), answers: data.getAll('answer').map(String) };
}

function problemOf(question: string, answers: readonly string[]): Problem | undefined {
  if (question === '') return 'noQuestion';
  if (answers.length < fewestAnswers) return 'fewAnswers';
  return new Set(answers).size < answers.length ? 'sameAnswers' : undefined;
}
