import { sectionsOf } from './sections';

export const sections = sectionsOf(
  import.meta.glob<string>('./en/*.md', { query: '?raw', import: 'default', eager: true }),
);
