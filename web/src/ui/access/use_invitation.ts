// The invitation as the state has it, without rendering again for what does not concern it.
import { useMemo } from 'react';
import { type Invitation, invitationOf } from '../../state/invitation';
import { useApp, useStore } from '../context';

export function useInvitation(): Invitation {
  const store = useStore();
  const conference = useApp((state) => state.conference);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it depends on nothing else of the state
  return useMemo(() => invitationOf(store.state()), [store, conference]);
}
