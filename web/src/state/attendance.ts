// The attendance list (R47): who is shown in which order, and who is found by a search. Pure.
import { type Person, Role } from './model';

/**
 * Raised hands first, who has waited longest at the top (R39); then oneself, moderators, and everybody
 * else by name, as lists of names are sorted.
 */
export function inListOrder(people: readonly Person[], self: number, language: string): Person[] {
  const names = new Intl.Collator(language, { sensitivity: 'base', numeric: true });
  const rank = (person: Person) =>
    person.id === self ? 0 : person.role === Role.MODERATOR ? 1 : 2;
  const hand = (person: Person) => (person.hand > 0 ? person.hand : Number.POSITIVE_INFINITY);
  const byHand = (a: Person, b: Person) => (hand(a) === hand(b) ? 0 : hand(a) - hand(b));
  return [...people].sort(
    (a, b) => byHand(a, b) || rank(a) - rank(b) || names.compare(a.name, b.name),
  );
}

/** Every word that was typed begins or stands inside the name; accents and case do not matter. */
export function found(people: readonly Person[], search: string): readonly Person[] {
  const words = plain(search).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return people;
  return people.filter(({ name }) => words.every((word) => plain(name).includes(word)));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toLocaleLowerCase();
}
