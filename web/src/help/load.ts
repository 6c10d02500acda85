// The help in one language, loaded when it is first read.
import type { Pictures } from './pictures';
import type { HelpSection } from './sections';

export interface Help {
  sections: readonly HelpSection[];
  pictures: Pictures;
}

const loading = new Map<string, Promise<Help>>();

/** The same promise each time, as React's `use` wants it. */
export function loadHelp(language: string): Promise<Help> {
  let help = loading.get(language);
  if (!help) {
    help = language === 'de' ? import('./de') : import('./en');
    loading.set(language, help);
  }
  return help;
}
