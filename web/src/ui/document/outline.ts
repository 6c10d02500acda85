// The headings of a Markdown text and their anchors. An anchor follows from the words, or is given behind
// them: "## Die Firewall {#firewall}" keeps its address in every language and wording. Pure.
import type { Heading, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

export interface OutlineEntry {
  anchor: string;
  text: string;
  depth: number;
}

const given = /\s*\{#([a-z0-9-]+)\}\s*$/;

export function outlineOf(markdown: string): OutlineEntry[] {
  return anchored(fromMarkdown(markdown)).map(({ entry }) => entry);
}

export function anchored(root: Root): { heading: Heading; entry: OutlineEntry }[] {
  const taken = new Map<string, number>();
  return root.children
    .filter((node) => node.type === 'heading')
    .map((heading) => {
      const words = textOf(heading);
      const text = words.replace(given, '');
      const wish = given.exec(words)?.[1] ?? anchorOf(text);
      const count = (taken.get(wish) ?? 0) + 1;
      taken.set(wish, count);
      const anchor = count === 1 ? wish : `${wish}-${count}`;
      return { heading, entry: { anchor, text, depth: heading.depth } };
    });
}

/** Takes the given anchor out of what is shown. */
export function dropGivenAnchor(heading: Heading): void {
  const last = heading.children.at(-1);
  if (last?.type === 'text') last.value = last.value.replace(given, '');
}

/** "Wie lange wir Daten behalten" is "wie-lange-wir-daten-behalten". */
function anchorOf(text: string): string {
  const ascii = text
    .toLowerCase()
    .replace(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? letter)
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return ascii.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'abschnitt';
}

function textOf(node: { value?: string; children?: readonly unknown[] }): string {
  if (node.value !== undefined) return node.value;
  return (node.children ?? []).map((child) => textOf(child as typeof node)).join('');
}
