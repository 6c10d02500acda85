// What is typed into the form about the room's time and whom to invite, and what is wrong with it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressesIn, mostAddresses, nextHour } from '../../state/invitation';
import type { RoomRequest } from '../../state/model';
import { timeIn } from '../appointment/TimeFields';
import { useApp } from '../context';

export type AppointmentDraft = ReturnType<typeof useAppointment>;

export function useAppointment() {
  const { t } = useTranslation();
  const rule = useApp((state) => state.config?.scheduling ?? 'no');
  const refused = useApp((state) => state.formProblem === 'bad_time');
  const [asked, setAsked] = useState(false);
  const [proposed] = useState(() => nextHour(new Date()));
  const [addresses, setAddresses] = useState('');
  const [addressError, setAddressError] = useState<string | undefined>();
  const [noTime, setNoTime] = useState(false);
  const wanted = rule === 'always' || (rule === 'optional' && asked);

  const wrongWith = (good: readonly string[], bad: readonly string[]) => {
    if (bad.length > 0) return t('mail.wrong', { addresses: bad.join(', ') });
    return good.length > mostAddresses ? t('schedule.tooMany', { most: mostAddresses }) : undefined;
  };

  return {
    wanted,
    setWanted: setAsked,
    proposed,
    addresses,
    addressError,
    timeError: noTime ? ('timeMissing' as const) : refused ? ('bad_time' as const) : undefined,
    setAddresses: (text: string) => {
      setAddresses(text);
      setAddressError(undefined);
    },
    /** The part of the request that is about this; undefined when something is wrong. */
    read(form: HTMLFormElement): Pick<RoomRequest, 'appointment' | 'invite'> | undefined {
      if (!wanted) return {};
      const appointment = timeIn(form);
      const { good, bad } = addressesIn(addresses);
      const wrong = wrongWith(good, bad);
      setNoTime(appointment === undefined);
      setAddressError(wrong);
      if (appointment === undefined || wrong !== undefined) return undefined;
      return good.length > 0 ? { appointment, invite: good } : { appointment };
    },
  };
}
