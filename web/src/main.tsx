import { createRoot } from 'react-dom/client';
import { canCall } from './app/browser';
import { Plenum } from './app/plenum';
import { Preferences } from './app/preferences';
import { registerServiceWorker } from './app/service_worker';
import { exposeForTests } from './app/test_window';
import { chooseLanguage, startLanguages } from './i18n';
import { reduceApp } from './state/app_reducer';
import { initialState } from './state/model';
import { createStore } from './state/store';
import { App } from './ui/App';
import './ui/base.css';
import { ApplicationContext } from './ui/context';

const preferences = new Preferences(localStorage);
const store = createStore(initialState, reduceApp);
const plenum = new Plenum(store, preferences, document.body);
exposeForTests(plenum, store.state);

await startLanguages(chooseLanguage(preferences.language(), navigator.languages));

const root = document.getElementById('plenum');
if (root) {
  createRoot(root).render(
    <ApplicationContext value={{ store, actions: plenum, media: plenum }}>
      <App canCall={canCall()} />
    </ApplicationContext>,
  );
}
plenum.start();
void import('./ui/focus_keeper').then(({ keepFocus }) => keepFocus());
registerServiceWorker();
