import { type FormEvent, useState } from 'react';
import { useApp } from '../context';
import { formText } from '../form_text';
import { Button } from '../kit/Button';
import { FormProblem } from '../kit/FormProblem';
import { TextInput } from '../kit/TextInput';
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
  const busy = useApp((state) => state.busy);
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
      <FormProblem />
    </form>
  );
}
