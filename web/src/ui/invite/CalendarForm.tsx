import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { instantOf, nextHour } from '../../state/invitation';
import { useActions } from '../context';
import { formText } from '../form_text';
import { Button } from '../kit/Button';
import { SelectField } from '../kit/SelectField';
import { TextInput } from '../kit/TextInput';
import styles from './CalendarForm.module.css';

const lengths = [30, 45, 60, 90, 120, 180, 240];

/** An appointment for the calendars of those who are invited; the server makes the file. */
export function CalendarForm() {
  const { t } = useTranslation();
  const actions = useActions();
  const [proposed] = useState(() => nextHour(new Date()));
  const [minutes, setMinutes] = useState('60');
  const [invalid, setInvalid] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const start = instantOf(formText(form, 'date'), formText(form, 'time'));
    setInvalid(start === undefined);
    if (start !== undefined) actions.view.saveCalendar(start, Number(minutes));
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.fields}>
        <TextInput
          name="date"
          type="date"
          label={t('invite.date')}
          initial={proposed.date}
          error={invalid ? t('invite.dateMissing') : undefined}
        />
        <TextInput name="time" type="time" label={t('invite.time')} initial={proposed.time} />
        <SelectField
          label={t('invite.length')}
          options={lengths.map((length) => ({
            id: String(length),
            label: t('invite.minutes', { count: length }),
          }))}
          selected={minutes}
          onSelect={setMinutes}
        />
      </div>
      <Button type="submit" icon="download">
        {t('invite.saveCalendar')}
      </Button>
    </form>
  );
}
