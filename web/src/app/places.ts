// Addresses: `/` is the start page, a few paths are pages of their own, every other is a room. No room
// can have such a name (src/domain/slug.cpp). Pure.
import { type PageName, type PlaceName, pageNames } from '../state/model';

export type Place = { name: PlaceName } | { name: 'room'; id: string };

const paths: Record<PlaceName, string> = {
  start: '/',
  create: '/erstellen',
  signIn: '/anmelden',
  reentry: '/wiedereinstieg',
  help: '/help',
  ...pagePaths(),
};

/** Typed by people who guess. */
const aliases: Record<string, PlaceName> = { '/hilfe': 'help' };

/** The operator's pages have their names as paths. */
function pagePaths(): Record<PageName, string> {
  return Object.fromEntries(pageNames.map((name) => [name, `/${name}`])) as Record<
    PageName,
    string
  >;
}

export function placeOf(path: string): Place {
  const trimmed = path.replace(/(.)\/+$/, '$1');
  for (const [name, known] of Object.entries(paths)) {
    if (known === trimmed) return { name: name as PlaceName };
  }
  const alias = aliases[trimmed];
  if (alias) return { name: alias };
  return { name: 'room', id: decoded(trimmed.slice(1)) };
}

export function pathOf(place: Place): string {
  return place.name === 'room' ? `/${encodeURIComponent(place.id)}` : paths[place.name];
}

/** What somebody typed or pasted: a room's name, or the whole link of this service. */
export function roomInText(text: string, origin: string): string {
  const typed = text.trim();
  if (!typed.startsWith(`${origin}/`)) return typed;
  const place = placeOf(new URL(typed).pathname);
  return place.name === 'room' ? place.id : typed;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: no room has such a name
  }
}
