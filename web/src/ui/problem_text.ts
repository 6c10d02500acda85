// The sentence for a refusal code of the HTTP API: the form's own where it has one, else a general one.
import type { i18n, TFunction } from 'i18next';

export function problemText(
  t: TFunction,
  code: string | undefined,
  form = 'form',
): string | undefined {
  if (code === undefined) return undefined;
  return t([`${form}.${code}`, `form.${code}`, 'form.other']);
}

/** Nothing that another input would mend: no line, no room on the server, or no words of ours for it. */
export function isTrouble(i18n: i18n, code: string, form = 'form'): boolean {
  if (code === 'network' || code === 'overloaded') return true;
  return !i18n.exists(`${form}.${code}`) && !i18n.exists(`form.${code}`);
}
