import { sectionsOf } from './sections';

export const sections = sectionsOf(
  import.meta.glob<string>('./de/*.md', { query: '?raw', import: 'default', eager: true }),
);
