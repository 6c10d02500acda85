import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nextHour } from '../../state/invitation';
import { TimeFields, timeIn } from '../appointment/TimeFields';
import { useActions } from '../context';
import { Button } from '../kit/Button';
import styles from './CalendarForm.module.css';

/** An appointment for the calendars of those who are invited; the server makes the file. */
export function CalendarForm() {
  const { t } = useTranslation();
  const actions = useActions();
  const [proposed] = useState(() => nextHour(new Date()));
  const [invalid, setInvalid] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const time = timeIn(event.currentTarget);
    setInvalid(time === undefined);
    if (time !== undefined) actions.view.saveCalendar(time.start, time.minutes);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TimeFields
        proposed={proposed}
        proposedMinutes={60}
        error={invalid ? t('invite.dateMissing') : undefined}
      />
      <Button type="submit" icon="download">
        {t('invite.saveCalendar')}
      </Button>
    </form>
  );
}
