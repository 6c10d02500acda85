import { picturesOf } from './pictures';
import sizes from './pictures/en/sizes.json';
import { sectionsOf } from './sections';

export const sections = sectionsOf(
  import.meta.glob<string>('./en/*.md', { query: '?raw', import: 'default', eager: true }),
);

export const pictures = picturesOf(
  import.meta.glob<string>('./pictures/en/*.webp', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
  sizes,
);
