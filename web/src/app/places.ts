// Addresses: `/` is the start page, a few paths are pages of their own, every other is a room. No room
// can have such a name (src/domain/slug.cpp). Pure.
import { type PageName, type PlaceName, pageNames } from '../state/model';

/** `invitation`: the secret of a personal link, behind `#`, which browsers send to nobody. */
export type Place = { name: PlaceName } | { name: 'room'; id: string; invitation?: string };

const personal = /^#einladung=([0-9A-Za-z]+)$/;

const paths: Record<PlaceName, string> = {
  start: '/',
  create: '/erstellen',
  signIn: '/anmelden',
  admin: '/admin',
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

export function placeOf(path: string, hash = ''): Place {
  const trimmed = path.replace(/(.)\/+$/, '$1');
  for (const [name, known] of Object.entries(paths)) {
    if (known === trimmed) return { name: name as PlaceName };
  }
  const alias = aliases[trimmed];
  if (alias) return { name: alias };
  const id = decoded(trimmed.slice(1));
  const invitation = personal.exec(hash)?.[1];
  return invitation === undefined ? { name: 'room', id } : { name: 'room', id, invitation };
}

export function pathOf(place: Place): string {
  if (place.name !== 'room') return paths[place.name];
  const hash = place.invitation === undefined ? '' : `#einladung=${place.invitation}`;
  return `/${encodeURIComponent(place.id)}${hash}`;
}

/** What somebody typed or pasted: a room's name, or the whole link of this service. */
export function roomInText(text: string, origin: string): Place {
  const typed = text.trim();
  const name: Place = { name: 'room', id: typed };
  if (!typed.startsWith(`${origin}/`)) return name;
  const { pathname, hash } = new URL(typed);
  const place = placeOf(pathname, hash);
  return place.name === 'room' ? place : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: no room has such a name
  }
}
