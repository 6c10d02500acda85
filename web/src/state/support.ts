// The operator's line about whom to ask (service.support, R69), with addresses and telephone numbers in
// it made into links. Pure.

export interface SupportPart {
  text: string;
  href?: string;
}

const email = /[^\s,;<>()]+@[^\s,;<>()]+\.[^\s,;<>().]+/;
// At least five digits, written as people write telephone numbers.
const telephone = /\+?\(?\d(?:[ /()-]{0,2}\d){4,}/;
const contact = new RegExp(`${email.source}|${telephone.source}`, 'g');

export function supportParts(line: string): SupportPart[] {
  const parts: SupportPart[] = [];
  let end = 0;
  for (const { 0: found, index } of line.matchAll(contact)) {
    if (index > end) parts.push({ text: line.slice(end, index) });
    parts.push({ text: found, href: addressOf(found) });
    end = index + found.length;
  }
  if (end < line.length) parts.push({ text: line.slice(end) });
  return parts;
}

function addressOf(found: string): string {
  return found.includes('@') ? `mailto:${found}` : `tel:${found.replace(/[^+\d]/g, '')}`;
}
