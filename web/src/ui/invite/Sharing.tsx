import { useTranslation } from 'react-i18next';
import { mailAddress, whatsAppAddress } from '../../state/invitation';
import { useActions } from '../context';
import { Button, LinkButton } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { CheckField } from '../kit/CheckField';
import { TextArea } from '../kit/TextArea';
import type { InviteDraft } from './use_invite_text';

/** The text, free to be changed, and what sends it. Nothing leaves before somebody presses. */
export function Sharing({ by, draft }: { by: 'text' | 'mail' | 'whatsApp'; draft: InviteDraft }) {
  const { t } = useTranslation();
  const actions = useActions();
  const { text, subject, withCode } = draft;
  return (
    <>
      <TextArea label={t('invite.text')} value={text} onChange={draft.write} />
      {withCode !== undefined && (
        <CheckField
          label={t('invite.includeCode')}
          checked={withCode}
          onChange={draft.setWithCode}
        />
      )}
      <ButtonRow>
        {by === 'mail' && (
          <LinkButton href={mailAddress(subject, text)} icon="mail">
            {t('invite.openMail')}
          </LinkButton>
        )}
        {by === 'whatsApp' && (
          <LinkButton href={whatsAppAddress(text)} icon="message" newWindow>
            {t('invite.openWhatsApp')}
          </LinkButton>
        )}
        <Button
          look={by === 'text' ? 'primary' : 'secondary'}
          icon="copy"
          onPress={() => actions.view.copy(text, 'text')}
        >
          {t('invite.copyText')}
        </Button>
      </ButtonRow>
    </>
  );
}
