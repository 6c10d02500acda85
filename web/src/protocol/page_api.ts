// The operator's own pages (docs/api.md): which there are, and their Markdown.
import { type HttpLine, text } from './http_line';

/** All that there can be, as their addresses have them; a service has some of them or none. */
export const pageNames = [
  'impressum',
  'datenschutz',
  'nutzungsbedingungen',
  'barrierefreiheit',
  'hausordnung',
] as const;
export type PageName = (typeof pageNames)[number];

export interface OperatorPage {
  name: PageName;
  /** Another one when the text is another. */
  version: string;
}

export interface PageText {
  name: PageName;
  /** Of the text; another than the wished one where there is only that. */
  language: string;
  markdown: string;
}

export class PageApi {
  constructor(private readonly line: HttpLine) {}

  async list(): Promise<OperatorPage[]> {
    const { pages } = await this.line.call('GET', '/api/pages');
    const known = Array.isArray(pages) ? pages : [];
    return known.flatMap((page: { name?: unknown; version?: unknown }) =>
      isPageName(page.name) ? [{ name: page.name, version: text(page.version) }] : [],
    );
  }

  /** A page that is not there is ApiError `no_such_room`. */
  async text(name: PageName, language: string): Promise<PageText> {
    const query = new URLSearchParams({ language });
    const body = await this.line.call('GET', `/api/pages/${name}?${query}`);
    return { name, language: text(body.language), markdown: text(body.markdown) };
  }
}

export function isPageName(name: unknown): name is PageName {
  return pageNames.includes(name as PageName);
}
