// Searching the help: a section is found when it has all the words somewhere, whatever their case and
// accents ("raume" finds "Räume"). Pure.
import type { HelpSection } from './sections';

export function search(sections: readonly HelpSection[], query: string): HelpSection[] {
  const words = folded(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return sections.filter(({ title, markdown }) => {
    const text = folded(`${title}\n${markdown}`);
    return words.every((word) => text.includes(word));
  });
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
}
