// Where pages link into the help; help.test.ts proves that each is there.
export const helpAnchors = [
  'joining',
  'waiting-room',
  'devices',
  'pausing',
  'browserproblems',
  'firewall',
  'contact',
] as const;

export type HelpAnchor = (typeof helpAnchors)[number];
