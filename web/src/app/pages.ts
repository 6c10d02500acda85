// Which page the address means: carries out PageActions, and follows the browser's back and forward.
import { switchLanguage } from '../i18n';
import type { AccountApi } from '../protocol/account_api';
import { ApiError } from '../protocol/http_line';
import type { PageApi } from '../protocol/page_api';
import type { RoomApi, RoomPreview } from '../protocol/room_api';
import { type Acknowledgements, acknowledgeAll, withdrawn } from '../state/acknowledgement';
import type { Action } from '../state/app_reducer';
import { doorOf, opening, waitUntil } from '../state/appointment';
import {
  type AppState,
  isPageName,
  type PageName,
  type PlaceName,
  type RoomEntry,
} from '../state/model';
import type { PageActions } from '../state/ports';
import type { Store } from '../state/store';
import { canCall } from './browser';
import { creatorToken } from './creator_tokens';
import type { Devices } from './devices';
import { type Place, pathOf, placeOf, roomInText } from './places';
import type { Preferences } from './preferences';
import type { Stay } from './stay';

export interface PagesParts {
  store: Store<AppState, Action>;
  rooms: RoomApi;
  accounts: AccountApi;
  texts: PageApi;
  preferences: Preferences;
  devices: Devices;
  stay: Stay;
}

export class Pages implements PageActions {
  /** Both have come, or failed. */
  private configured: Promise<unknown>;
  /** Until the door of an appointed room opens. */
  private waiting: number | undefined;
  /** Of the room that is shown next. */
  private mailed: boolean | undefined;

  constructor(private readonly parts: PagesParts) {
    this.configured = Promise.all([this.loadConfig(), this.loadPages()]);
  }

  open(place: PlaceName, anchor = ''): void {
    this.go({ name: place }, anchor);
  }

  address(place: PlaceName, anchor = ''): string {
    return pathOf({ name: place }) + (anchor && `#${anchor}`);
  }

  loadText(page: PageName, language: string): void {
    const { store, texts } = this.parts;
    store.dispatch({ type: 'pageText', text: undefined });
    texts.text(page, language).then(
      (text) => store.dispatch({ type: 'pageText', text }),
      (failure: unknown) => {
        const missing = failure instanceof ApiError && failure.code === 'no_such_room';
        store.dispatch({ type: 'pageText', text: missing ? 'missing' : 'unreachable' });
      },
    );
  }

  acknowledge(): void {
    const { pages, acknowledged } = this.parts.store.state();
    this.keep(acknowledgeAll(pages, acknowledged, new Date().toISOString()));
  }

  withdraw(page: PageName): void {
    this.keep(withdrawn(this.parts.store.state().acknowledged, page));
  }

  openRoom(nameOrLink: string): void {
    this.go(roomInText(nameOrLink, location.origin));
  }

  comeBack(): void {
    this.configureAgain();
    void this.route();
  }

  /** The operator may have closed the service, or opened it, since this page was loaded (R65). */
  configureAgain(): void {
    this.configured = this.loadConfig();
  }

  switchLanguage(language: string): void {
    this.parts.preferences.rememberLanguage(language);
    void switchLanguage(language);
  }

  /** To the page of a room made just now, whose time is yet to come. */
  goToNewRoom(id: string, mailed: boolean | undefined): void {
    this.mailed = mailed;
    this.go({ name: 'room', id });
  }

  go(place: Place, anchor = ''): void {
    history.pushState(null, '', pathOf(place) + (anchor && `#${anchor}`));
    void this.route();
  }

  /** The address of a room whose conference is entered without its pre-join page. */
  setRoom(id: string): void {
    history.pushState(null, '', pathOf({ name: 'room', id }));
    this.parts.store.dispatch({ type: 'room', roomId: id });
  }

  /** Shows the page of the address; a seat that this tab still holds is taken again at once. */
  async route(): Promise<void> {
    const { store, devices, stay } = this.parts;
    clearTimeout(this.waiting);
    stay.close();
    devices.close();
    const place = placeOf(location.pathname, location.hash);
    store.dispatch({ type: 'room', roomId: place.name === 'room' ? place.id : undefined });
    if (place.name === 'room') await this.showRoom(place.id, place.invitation);
    else await this.showPlace(place.name);
  }

  private async showPlace(name: PlaceName): Promise<void> {
    const { store, accounts } = this.parts;
    await this.configured;
    const { config, account } = store.state();
    const reads = name === 'help' || isPageName(name);
    const accountsMatter = name === 'admin' || (config && config.create !== 'anyone' && !reads);
    if (accountsMatter && !account) {
      store.dispatch({ type: 'account', account: await accounts.session() });
    }
    if (name === 'start' && config?.scheduling !== 'no' && store.state().account) {
      store.dispatch({ type: 'ownRooms', rooms: await this.ownRooms() });
    }
    if (placeOf(location.pathname).name !== name) return; // gone elsewhere meanwhile
    // Who signs in there as administrator comes back here.
    if (name === 'admin' && !store.state().account) {
      history.replaceState(null, '', pathOf({ name: 'signIn' }));
      return void store.dispatch({ type: 'page', page: { name: 'signIn' } });
    }
    store.dispatch({ type: 'page', page: { name } });
  }

  private async showRoom(roomId: string, invitation: string | undefined): Promise<void> {
    const { store, devices, stay } = this.parts;
    devices.renew();
    const seat = stay.heldSeat(roomId);
    if (seat && canCall()) {
      stay.enter(roomId, { ticket: seat.ticket });
      await devices.open(seat.media);
      return;
    }
    store.dispatch({ type: 'page', page: { name: 'loading' } });
    // Also what is to be acknowledged stands on the page from the beginning.
    await this.configured;
    if (store.state().roomId !== roomId) return; // gone elsewhere meanwhile
    if (store.state().config?.closed) return stay.end('closed');
    const preview = await this.previewOf(roomId);
    if (store.state().roomId !== roomId) return; // gone elsewhere meanwhile
    if (typeof preview === 'string') return stay.end(preview);
    // A typed name may lead to a room whose link is spelt otherwise.
    if (preview.id !== roomId) {
      const place = {
        name: 'room',
        id: preview.id,
        ...(invitation ? { invitation } : {}),
      } as const;
      history.replaceState(null, '', pathOf(place));
    }
    store.dispatch({ type: 'room', roomId: preview.id, preview });
    if (preview.paused) return stay.end('paused');
    if (this.doorIsShut(preview, invitation)) return;
    stay.prepare();
    store.dispatch({ type: 'page', page: { name: 'prejoin' } });
    await devices.openAtStart();
  }

  /** R28: says when, and looks again at that time; one timer, whatever happens. */
  private doorIsShut(preview: RoomPreview, invitation: string | undefined): boolean {
    const { store } = this.parts;
    const moderates = preview.own || creatorToken(preview.id) !== undefined;
    const door = doorOf(preview, { invited: invitation !== undefined, moderates });
    if (door === 'open') return false;
    const mailed = this.mailed;
    this.mailed = undefined;
    const page = { name: 'appointment', door } as const;
    store.dispatch({ type: 'page', page: mailed === undefined ? page : { ...page, mailed } });
    if (door === 'early' && preview.appointment) {
      const opens = opening(preview.appointment, moderates);
      const wait = waitUntil(opens, preview.now, Math.random());
      this.waiting = window.setTimeout(() => void this.route(), wait);
    }
    return true;
  }

  private async previewOf(id: string): Promise<RoomPreview | 'noSuchRoom' | 'unreachable'> {
    try {
      return await this.parts.rooms.room(id);
    } catch (failure) {
      const missing = failure instanceof ApiError && failure.code === 'no_such_room';
      return missing ? 'noSuchRoom' : 'unreachable';
    }
  }

  /** A list that cannot be had is no reason to show no page. */
  private async ownRooms(): Promise<RoomEntry[]> {
    try {
      return await this.parts.rooms.own();
    } catch {
      return [];
    }
  }

  private async loadConfig(): Promise<void> {
    try {
      this.parts.store.dispatch({ type: 'config', config: await this.parts.rooms.config() });
    } catch {
      // The start page then looks as if anybody could create, and says so when something is sent.
    }
  }

  private async loadPages(): Promise<void> {
    try {
      this.parts.store.dispatch({ type: 'pages', pages: await this.parts.texts.list() });
    } catch {
      // Then nothing is linked and nothing asked: a service that cannot answer seats nobody either.
    }
  }

  private keep(acknowledged: Acknowledgements): void {
    this.parts.preferences.rememberAcknowledged(acknowledged);
    this.parts.store.dispatch({ type: 'acknowledged', acknowledged });
  }
}
