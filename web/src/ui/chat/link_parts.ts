// What of a message is a link. Anything else stays the text that it is: nothing here makes HTML, and an
// address leads to the web or to a mail program or nowhere. Pure.
import { find } from 'linkifyjs';

export interface TextPart {
  text: string;
  href?: string;
}

const schemes = new Set(['http:', 'https:', 'mailto:']);

export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const link of find(text, { defaultProtocol: 'https' })) {
    if (!link.isLink || !isSafe(link.href)) continue;
    if (link.start > end) parts.push({ text: text.slice(end, link.start) });
    parts.push({ text: text.slice(link.start, link.end), href: link.href });
    end = link.end;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

function isSafe(address: string): boolean {
  try {
    return schemes.has(new URL(address).protocol);
  } catch {
    return false;
  }
}
