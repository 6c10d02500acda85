// The prepared text of an invitation (R20), until somebody writes it her own way.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../state/invitation';

export interface InviteDraft {
  subject: string;
  text: string;
  write(text: string): void;
  /** Undefined where there is no code that could be in it. */
  withCode: boolean | undefined;
  setWithCode(withCode: boolean): void;
}

export function useInviteText({ room, link, codeRequired, code }: Invitation): InviteDraft {
  const { t } = useTranslation();
  const [written, write] = useState<string | undefined>();
  const [wanted, want] = useState(true);
  const withCode = code === undefined ? undefined : wanted;
  const codeLine = !codeRequired
    ? ''
    : withCode
      ? t('invite.textCode', { code })
      : t('invite.textCodeApart');
  const prepared = [
    t('invite.textIntro', { room }),
    '',
    t('invite.textLink', { link }),
    ...(codeLine ? [codeLine] : []),
    '',
    t('invite.textHow'),
  ].join('\n');
  return {
    subject: t('invite.subject', { room }),
    text: written ?? prepared,
    write,
    withCode,
    setWithCode: (on) => {
      want(on);
      write(undefined);
    },
  };
}
