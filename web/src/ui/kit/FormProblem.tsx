import { useTranslation } from 'react-i18next';
import { useApp } from '../context';
import { isTrouble, problemText } from '../problem_text';
import { Alert } from './Alert';
import { HelpLine } from './Support';

/** Why the form was not accepted; where it is nothing that the person can mend, who helps (R69). */
export function FormProblem({ form = 'form' }: { form?: string }) {
  const { t, i18n } = useTranslation();
  const problem = useApp((state) => state.formProblem);
  if (problem === undefined) return null;
  return (
    <Alert tone="danger" role="alert">
      <p>{problemText(t, problem, form)}</p>
      {isTrouble(i18n, problem, form) && <HelpLine anchor="browserproblems" />}
    </Alert>
  );
}
