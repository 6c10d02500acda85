// One or two letters for a person without a picture, and a hue that stays with the name.

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => first(word ?? '').toLocaleUpperCase()).join('');
}

/** 0 … count − 1 */
export function colourOf(name: string, count: number): number {
  let sum = 7;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % count;
}

function first(word: string): string {
  return segmenter.segment(word)[Symbol.iterator]().next().value?.segment ?? '';
}
