import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withLaterTexts } from '../../i18n';
import { Button } from '../kit/Button';

const ConnectionTestDialog = lazy(async () => ({
  default: (await withLaterTexts(import('./ConnectionTestDialog'))).ConnectionTestDialog,
}));

/** Before a conference and in the help: which ways to the server are open (R55). */
export function ConnectionTestButton() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="secondary" icon="signalGood" onPress={() => setOpen(true)}>
        {t('prejoin.testConnection')}
      </Button>
      <Suspense>{isOpen && <ConnectionTestDialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
