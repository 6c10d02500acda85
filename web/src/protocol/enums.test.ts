import { expect, it } from 'vitest';
import { EndReason, LineQuality, Reaction, RefusalCode, Role, SourceKind, State } from './enums';
import * as generated from './generated/plenum_pb';

it.each([
  ['EndReason', EndReason, generated.EndReason],
  ['LineQuality', LineQuality, generated.LineQuality],
  ['Reaction', Reaction, generated.Reaction],
  ['RefusalCode', RefusalCode, generated.RefusalCode],
  ['Role', Role, generated.Role],
  ['SourceKind', SourceKind, generated.SourceKind],
  ['State', State, generated.State],
])('%s has the numbers of the schema', (_, ours, ofSchema) => {
  // A TypeScript enum maps both ways; here only names are kept.
  const names = Object.entries(ofSchema).filter(([key]) => Number.isNaN(Number(key)));
  expect({ ...ours }).toEqual(Object.fromEntries(names));
});
