// Which page the address means: carries out PageActions, and follows the browser's back and forward.
import { switchLanguage } from '../i18n';
import type { AccountApi } from '../protocol/account_api';
import { ApiError } from '../protocol/http_line';
import type { RoomApi, RoomPreview } from '../protocol/room_api';
import type { Action } from '../state/app_reducer';
import type { AppState, PlaceName } from '../state/model';
import type { PageActions } from '../state/ports';
import type { Store } from '../state/store';
import { canCall } from './browser';
import type { Devices } from './devices';
import { type Place, pathOf, placeOf, roomInText } from './places';
import type { Preferences } from './preferences';
import type { Stay } from './stay';

export interface PagesParts {
  store: Store<AppState, Action>;
  rooms: RoomApi;
  accounts: AccountApi;
  preferences: Preferences;
  devices: Devices;
  stay: Stay;
}

export class Pages implements PageActions {
  private readonly configured: Promise<void>;

  constructor(private readonly parts: PagesParts) {
    this.configured = this.loadConfig();
  }

  open(place: PlaceName): void {
    this.go({ name: place });
  }

  openRoom(nameOrLink: string): void {
    this.go({ name: 'room', id: roomInText(nameOrLink, location.origin) });
  }

  comeBack(): void {
    void this.route();
  }

  switchLanguage(language: string): void {
    this.parts.preferences.rememberLanguage(language);
    switchLanguage(language);
  }

  go(place: Place): void {
    history.pushState(null, '', pathOf(place));
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
    stay.close();
    devices.close();
    const place = placeOf(location.pathname);
    store.dispatch({ type: 'room', roomId: place.name === 'room' ? place.id : undefined });
    if (place.name === 'room') await this.showRoom(place.id);
    else await this.showPlace(place.name);
  }

  private async showPlace(name: PlaceName): Promise<void> {
    const { store, accounts } = this.parts;
    await this.configured;
    const { config, account } = store.state();
    if (config && config.create !== 'anyone' && !account) {
      store.dispatch({ type: 'account', account: await accounts.session() });
    }
    if (placeOf(location.pathname).name !== name) return; // gone elsewhere meanwhile
    store.dispatch({ type: 'page', page: { name } });
  }

  private async showRoom(roomId: string): Promise<void> {
    const { store, devices, stay } = this.parts;
    devices.renew();
    const seat = stay.heldSeat(roomId);
    if (seat && canCall()) {
      stay.enter(roomId, { ticket: seat.ticket });
      await devices.open(seat.media);
      return;
    }
    store.dispatch({ type: 'page', page: { name: 'loading' } });
    const preview = await this.previewOf(roomId);
    if (store.state().roomId !== roomId) return; // gone elsewhere meanwhile
    if (typeof preview === 'string') return stay.end(preview);
    // A typed name may lead to a room whose link is spelt otherwise.
    if (preview.id !== roomId) {
      history.replaceState(null, '', pathOf({ name: 'room', id: preview.id }));
    }
    store.dispatch({ type: 'room', roomId: preview.id, preview });
    if (preview.paused) return stay.end('paused');
    store.dispatch({ type: 'page', page: { name: 'prejoin' } });
    await this.configured;
    await devices.openAtStart();
  }

  private async previewOf(id: string): Promise<RoomPreview | 'noSuchRoom' | 'unreachable'> {
    try {
      return await this.parts.rooms.room(id);
    } catch (failure) {
      const missing = failure instanceof ApiError && failure.code === 'no_such_room';
      return missing ? 'noSuchRoom' : 'unreachable';
    }
  }

  private async loadConfig(): Promise<void> {
    try {
      this.parts.store.dispatch({ type: 'config', config: await this.parts.rooms.config() });
    } catch {
      // The start page then looks as if anybody could create, and says so when something is sent.
    }
  }
}
