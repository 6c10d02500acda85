// What decides about the stage, as one object that changes only when a part of it does.
import { useMemo } from 'react';
import type { Scene } from '../../state/stage';
import { useApp } from '../context';

export function useScene(): Scene {
  const people = useApp((state) => state.conference.people);
  const self = useApp((state) => state.conference.self);
  const floor = useApp((state) => state.conference.floor);
  const pinned = useApp((state) => state.pinned);
  const layout = useApp((state) => state.view.layout);
  return useMemo(
    () => ({ people, self, floor, pinned, layout }),
    [people, self, floor, pinned, layout],
  );
}
