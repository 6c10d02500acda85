// The sentence for a refusal code of the HTTP API: the form's own where it has one, else a general one.
import type { TFunction } from 'i18next';

export function problemText(
  t: TFunction,
  code: string | undefined,
  form = 'form',
): string | undefined {
  if (code === undefined) return undefined;
  return t([`${form}.${code}`, `form.${code}`, 'form.other']);
}
