// The sections of the help, in their order. The name of a file is the section's anchor in both languages
// (/help#waiting-room) and stays as it is once people may have linked to it. Pure.

export const sectionIds = [
  'joining',
  'name',
  'waiting-room',
  'access-code',
  'devices',
  'muting',
  'hands',
  'background',
  'screen-sharing',
  'real-time-text',
  'polls',
  'view',
  'chat',
  'reactions',
  'creating',
  'planning',
  'inviting',
  'moderating',
  'pausing',
  'phone',
  'keyboard',
  'accessibility',
  'privacy',
  'administration',
  'browserproblems',
  'contact',
] as const;

export interface HelpSection {
  id: string;
  title: string;
  /** Without the title. */
  markdown: string;
}

/** files: Markdown by path; each begins with its title. A comment below it holds more words to be found by. */
export function sectionsOf(files: Record<string, string>): HelpSection[] {
  return sectionIds.flatMap((id) => {
    const path = Object.keys(files).find((name) => name.endsWith(`/${id}.md`));
    const text = path === undefined ? undefined : files[path];
    const title = text && /^# (.+)\n/.exec(text);
    return title ? [{ id, title: title[1] ?? '', markdown: text.slice(title[0].length) }] : [];
  });
}
