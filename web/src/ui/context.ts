// How pages reach the state, the actions and the pictures. The values never change while the page
// lives, so nothing re-renders for the context itself.
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Action } from '../state/app_reducer';
import type { AppState } from '../state/model';
import type { Actions, MediaSource } from '../state/ports';
import type { Store } from '../state/store';

export interface Application {
  store: Store<AppState, Action>;
  actions: Actions;
  media: MediaSource;
}

export const ApplicationContext = createContext<Application | undefined>(undefined);

function useApplication(): Application {
  const application = useContext(ApplicationContext);
  if (!application) throw new Error('ApplicationContext is missing');
  return application;
}

/** select must return a part of the state or a primitive, not a new object. */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  const { store } = useApplication();
  return useSyncExternalStore(store.subscribe, () => select(store.state()));
}

export function useStore(): Store<AppState, Action> {
  return useApplication().store;
}

export function useActions(): Actions {
  return useApplication().actions;
}

export function useMedia(): MediaSource {
  return useApplication().media;
}
