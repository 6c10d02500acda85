import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../context';
import { formText } from '../form_text';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { TextInput } from '../kit/TextInput';
import { problemText } from '../problem_text';
import styles from './NameForm.module.css';

/** One field and one button beside it. */
export function NameForm(props: {
  label: string;
  hint?: string;
  action: string;
  /** What is said when the field is empty. */
  missing: string;
  maxLength?: number;
  onSubmit(name: string): void;
}) {
  const { t } = useTranslation();
  const busy = useApp((state) => state.busy);
  const problem = useApp((state) => state.formProblem);
  const [missing, setMissing] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = formText(event.currentTarget, 'name');
    setMissing(name === '');
    if (name !== '') props.onSubmit(name);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.row}>
        <div className={styles.field}>
          <TextInput
            label={props.label}
            {...(props.hint ? { hint: props.hint } : {})}
            name="name"
            autoFocus
            autoComplete="off"
            {...(props.maxLength ? { maxLength: props.maxLength } : {})}
            error={missing ? props.missing : undefined}
          />
        </div>
        <Button type="submit" isDisabled={busy}>
          {props.action}
        </Button>
      </div>
      {problem && (
        <Alert tone="danger" role="alert">
          {problemText(t, problem)}
        </Alert>
      )}
    </form>
  );
}
