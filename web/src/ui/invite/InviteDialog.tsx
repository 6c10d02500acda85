import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isModerator } from '../../state/selectors';
import { AccessCard } from '../access/AccessCard';
import { useInvitation } from '../access/use_invitation';
import { useActions, useApp } from '../context';
import { Accordion, type AccordionEntry } from '../kit/Accordion';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { ModalDialog } from '../kit/ModalDialog';
import { CalendarForm } from './CalendarForm';
import { QrCode } from './QrCode';
import { ServerMail } from './ServerMail';
import { Sharing } from './Sharing';
import { useInviteText } from './use_invite_text';
import { WayIn } from './WayIn';

/** R17–R22: every way to bring somebody into the room. */
export function InviteDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const moderator = useApp(isModerator);
  const onlyInvited = useApp((state) => state.config?.onlyInvited === true);
  const serverMails = useApp((state) => state.config?.mail === true);
  const invitation = useInvitation();
  const draft = useInviteText(invitation);

  useEffect(() => {
    if (moderator) actions.room.loadAccessData();
  }, [actions, moderator]);

  const wayIn: AccordionEntry = invitation.codeRequired
    ? { id: 'way', icon: 'key', title: t('invite.withCode'), content: () => <WayIn /> }
    : { id: 'way', icon: 'link', title: t('invite.direct'), content: () => <WayIn /> };
  const share = (by: 'text' | 'mail' | 'whatsApp') => () => <Sharing by={by} draft={draft} />;
  const mail = () => (
    <>
      {!onlyInvited && <Sharing by="mail" draft={draft} />}
      {moderator && serverMails && <ServerMail draft={draft} />}
    </>
  );
  const everywhere: AccordionEntry[] = [
    wayIn,
    { id: 'text', icon: 'copy', title: t('invite.byText'), content: share('text') },
    { id: 'mail', icon: 'mail', title: t('invite.byMail'), content: mail },
    { id: 'whatsApp', icon: 'message', title: t('invite.byWhatsApp'), content: share('whatsApp') },
    { id: 'qr', icon: 'qrCode', title: t('invite.qr'), content: () => <QrCode /> },
    {
      id: 'calendar',
      icon: 'calendar',
      title: t('invite.calendar'),
      content: () => <CalendarForm />,
    },
    {
      id: 'access',
      icon: 'info',
      title: t('invite.access'),
      content: () => <AccessCard withPin={false} />,
    },
  ];
  // The room's link opens no door where everybody needs one of her own.
  const entries = onlyInvited
    ? everywhere.filter(({ id }) => id === 'mail' && moderator && serverMails)
    : everywhere;
  if (moderator && invitation.pin) {
    entries.push({
      id: 'moderators',
      icon: 'shield',
      title: t('invite.accessModerators'),
      content: () => <AccessCard withPin />,
    });
  }
  return (
    <ModalDialog
      title={t('invite.title')}
      width="wide"
      isOpen
      onClose={onClose}
      foot={<Button onPress={onClose}>{t('shortcuts.close')}</Button>}
    >
      {onlyInvited && (
        <Alert tone="info">{t(moderator ? 'invite.personal' : 'invite.personalGuest')}</Alert>
      )}
      {invitation.codeRequired && <Alert tone="info">{t('invite.separately')}</Alert>}
      <Accordion entries={entries} first={onlyInvited ? 'mail' : 'way'} />
    </ModalDialog>
  );
}
