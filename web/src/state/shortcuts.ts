// The keys of the conference. What each does is in ui/conference/use_shortcuts, what it is called in
// the catalogues under `shortcuts`.

export const shortcuts = [
  { key: 'm', does: 'microphone' },
  { key: 'v', does: 'camera' },
  { key: ' ', does: 'talk' },
  { key: 's', does: 'share' },
  { key: 't', does: 'people' },
  { key: 'c', does: 'chat' },
  { key: 'r', does: 'reactions' },
  { key: 'e', does: 'typing' },
  { key: 'u', does: 'polls' },
  { key: 'g', does: 'layout' },
  { key: 'n', does: 'soundOnly' },
  { key: 'f', does: 'fullScreen' },
  { key: '?', does: 'list' },
] as const;

export type Shortcut = (typeof shortcuts)[number]['does'];

export function shortcutOf(key: string): Shortcut | undefined {
  return shortcuts.find((shortcut) => shortcut.key === key.toLowerCase())?.does;
}
