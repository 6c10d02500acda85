// The sentence for a refusal code of the HTTP API; codes without one get a general sentence.
import type { TFunction } from 'i18next';

export function problemText(t: TFunction, code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  return t([`form.${code}`, 'form.other']);
}
