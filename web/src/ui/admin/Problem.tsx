import { useTranslation } from 'react-i18next';
import { useApp } from '../context';
import { Alert } from '../kit/Alert';
import { problemText } from '../problem_text';

/** Why the last thing that was asked for was not done. */
export function Problem({ form = 'admin' }: { form?: 'admin' | 'admin.accounts' }) {
  const { t } = useTranslation();
  const problem = useApp((state) => state.formProblem);
  if (problem === undefined) return null;
  return (
    <Alert tone="danger" role="alert">
      {problemText(t, problem, form)}
    </Alert>
  );
}
