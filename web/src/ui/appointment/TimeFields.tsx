import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { instantOf } from '../../state/invitation';
import { formText } from '../form_text';
import { SelectField } from '../kit/SelectField';
import { TextInput } from '../kit/TextInput';
import styles from './TimeFields.module.css';

const lengths = [30, 45, 60, 90, 120, 180, 240];

/** Day, beginning and length of an appointment; timeIn reads them. */
export function TimeFields(props: {
  proposed: { date: string; time: string };
  proposedMinutes: number;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const [minutes, setMinutes] = useState(String(props.proposedMinutes));
  return (
    <div className={styles.fields}>
      <TextInput
        name="date"
        type="date"
        label={t('invite.date')}
        initial={props.proposed.date}
        error={props.error}
      />
      <TextInput name="time" type="time" label={t('invite.time')} initial={props.proposed.time} />
      <SelectField
        name="minutes"
        label={t('invite.length')}
        options={lengths.map((length) => ({
          id: String(length),
          label: t('invite.minutes', { count: length }),
        }))}
        selected={minutes}
        onSelect={setMinutes}
      />
    </div>
  );
}

/** What a form with TimeFields says; undefined when that is no time. */
export function timeIn(form: HTMLFormElement): { start: string; minutes: number } | undefined {
  const start = instantOf(formText(form, 'date'), formText(form, 'time'));
  return start === undefined ? undefined : { start, minutes: Number(formText(form, 'minutes')) };
}
