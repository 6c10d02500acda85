// Where pages link into the help; help.test.ts proves that each is there.
export const helpAnchors = [
  'joining',
  'waiting-room',
  'devices',
  'echo',
  'background',
  'pausing',
  'browserproblems',
  'slow',
  'firewall',
  'contact',
] as const;

export type HelpAnchor = (typeof helpAnchors)[number];
