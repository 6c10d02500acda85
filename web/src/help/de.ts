import { picturesOf } from './pictures';
import sizes from './pictures/de/sizes.json';
import { sectionsOf } from './sections';

export const sections = sectionsOf(
  import.meta.glob<string>('./de/*.md', { query: '?raw', import: 'default', eager: true }),
);

export const pictures = picturesOf(
  import.meta.glob<string>('./pictures/de/*.webp', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
  sizes,
);
