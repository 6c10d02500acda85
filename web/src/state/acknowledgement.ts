// Which texts of the operator are to be acknowledged before joining (R50, R64), and what this browser
// keeps of it (R67): version and time of each, nothing on the server. Pure.
import type { OperatorPage, PageName } from '../protocol/page_api';

/** The others inform; these two bind whoever joins. */
const binding: readonly PageName[] = ['datenschutz', 'hausordnung'];

export interface Acknowledged {
  version: string;
  /** When, as ISO 8601 in UTC. */
  at: string;
}

export type Acknowledgements = Partial<Record<PageName, Acknowledged>>;

/** Never acknowledged, or in another version. */
export function toAcknowledge(
  pages: readonly OperatorPage[],
  acknowledged: Acknowledgements,
): PageName[] {
  return pages
    .filter(
      ({ name, version }) => binding.includes(name) && acknowledged[name]?.version !== version,
    )
    .map(({ name }) => name);
}

/** All that bind, as they are now. What was acknowledged before keeps its time; what is gone is forgotten. */
export function acknowledgeAll(
  pages: readonly OperatorPage[],
  before: Acknowledgements,
  at: string,
): Acknowledgements {
  const bound = pages.filter(({ name }) => binding.includes(name));
  return Object.fromEntries(
    bound.map(({ name, version }) => {
      const kept = before[name];
      return [name, kept?.version === version ? kept : { version, at }];
    }),
  );
}

export function withdrawn(acknowledged: Acknowledgements, name: PageName): Acknowledgements {
  const { [name]: _, ...rest } = acknowledged;
  return rest;
}

/** What a browser kept; anything else is nothing. */
export function parseAcknowledgements(stored: string): Acknowledgements {
  try {
    const parsed: unknown = JSON.parse(stored);
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter(
        ([, kept]) => typeof kept?.version === 'string' && typeof kept?.at === 'string',
      ),
    );
  } catch {
    return {};
  }
}
