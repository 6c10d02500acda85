// The help in one language, loaded when it is first read.
import type { HelpSection } from './sections';

const loading = new Map<string, Promise<readonly HelpSection[]>>();

/** The same promise each time, as React's `use` wants it. */
export function loadHelp(language: string): Promise<readonly HelpSection[]> {
  let help = loading.get(language);
  if (!help) {
    const module = language === 'de' ? import('./de') : import('./en');
    help = module.then(({ sections }) => sections);
    loading.set(language, help);
  }
  return help;
}
