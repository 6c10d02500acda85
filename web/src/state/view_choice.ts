// How this person wants to see the conference. Remembered by the browser as JSON; what comes back from
// there is checked like anything from outside.

export interface ViewChoice {
  /** While nothing is shared or pinned: everybody alike, or who speaks large. */
  layout: 'gallery' | 'speaker';
  /** Beside what is shared or pinned: a strip of the others, or half the room for them. */
  beside: 'strip' | 'half';
  /** The own tile is left out; the others see it as before. */
  hideSelf: boolean;
  /** Tiles of a gallery page; 0: as many as fit. */
  tilesPerPage: number;
  /** Single keys are shortcuts (WCAG 2.1.4: they can be switched off). */
  shortcuts: boolean;
  /** A new message shows for a moment while the chat is closed. */
  chatPreview: boolean;
  /** Screen readers hear new messages, and what others react. */
  chatSpoken: boolean;
  reactionsSpoken: boolean;
}

export const pageSizes = [0, 4, 9, 16, 25, 49] as const;

export const defaultView: ViewChoice = {
  layout: 'gallery',
  beside: 'strip',
  hideSelf: false,
  tilesPerPage: 0,
  shortcuts: true,
  chatPreview: true,
  chatSpoken: true,
  reactionsSpoken: true,
};

/** What was remembered, field by field; the default where it makes no sense. */
export function viewFrom(text: string): ViewChoice {
  const read = objectFrom(text);
  return {
    layout: read.layout === 'speaker' ? 'speaker' : 'gallery',
    beside: read.beside === 'half' ? 'half' : 'strip',
    hideSelf: read.hideSelf === true,
    tilesPerPage: pageSizes.find((size) => size === read.tilesPerPage) ?? 0,
    shortcuts: read.shortcuts !== false,
    chatPreview: read.chatPreview !== false,
    chatSpoken: read.chatSpoken !== false,
    reactionsSpoken: read.reactionsSpoken !== false,
  };
}

function objectFrom(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? { ...read } : {};
  } catch {
    return {};
  }
}
