// The pictures of the help: one meeting, from which each is taken as people see it. Whatever is said in it
// is made up, and nobody in it exists.
import { catalogue } from './catalogue.mjs';
import { giveDevices } from './drawn_devices.mjs';
import { guest, type } from './guests.mjs';
import { call, JsonClient } from './json_client.mjs';
import { received } from './media.mjs';
import { municipality, wantedRoom } from './rooms.mjs';
import { settled } from './screens.mjs';
import { until } from './until.mjs';

/** Pixels of the picture for one of the page: sharp on fine screens, and small enough for slow lines. */
const scale = 1.5;
const quality = 82;
const wide = { width: 960, height: 600 };
/** Seconds: pictures are worth waiting for. */
const patience = 90;

const stories = {
  de: {
    room: 'Elternabend Klasse 5b',
    names: [
      'Anna Großmann',
      'Ben Okafor',
      'Fatma Yılmaz',
      'Georg Huber',
      'Hannah Weiß',
      'Ivo Novák',
    ],
    slide: {
      title: 'Klassenfahrt im Juni',
      lines: ['Drei Tage an der See', 'Jugendherberge am Strand', 'Anmelden bis 15. März'],
      values: [38, 56, 72, 91],
    },
    chat: [
      'Guten Abend! Gibt es die Folien später auch?',
      'Ja, morgen im Schulportal.',
      'Vielen Dank',
    ],
    question: 'Wohin soll die Klassenfahrt gehen?',
    answers: ['An die See', 'In die Berge'],
    typed: ['Guten Abend, ich schreibe heute statt zu sprechen.', 'Was kostet die Fahrt für Ge'],
  },
  en: {
    room: 'Parents’ evening 5b',
    names: [
      'Anna Carter',
      'Ben Okafor',
      'Fatma Yılmaz',
      'George Hill',
      'Hannah White',
      'Ivo Novák',
    ],
    slide: {
      title: 'Class trip in June',
      lines: ['Three days at the seaside', 'Youth hostel at the beach', 'Sign up by 15 March'],
      values: [38, 56, 72, 91],
    },
    chat: [
      'Good evening! Can we have the slides later?',
      'Yes, tomorrow in the school portal.',
      'Thank you',
    ],
    question: 'Where shall the class trip go?',
    answers: ['To the sea', 'To the mountains'],
    typed: ['Good evening, today I write instead of speaking.', 'What does the trip cost for si'],
  },
};

/** keep(name, webp, {width, height}): size in pixels of the page. */
export async function takeHelpPictures(scope, language, keep) {
  const server = await scope.server(municipality);
  const t = await catalogue(language);
  const story = stories[language];
  const scene = await Scene.begin(scope, server, { language, t, story, keep });
  await scene.enter();
  await scene.stage();
  await scene.beside();
  await scene.dialogs();
}

class Scene {
  static async begin(scope, server, { language, t, story, keep }) {
    const scene = Object.assign(new Scene(), { scope, server, t, story, keep });
    const host = await openRoom(scope, server, story.room);
    Object.assign(scene, host);
    const locale = language === 'de' ? 'de-DE' : 'en-GB';
    scene.anna = await scope.chromium({ locale, viewport: wide });
    scene.ben = await scope.chromium({ locale });
    for (const page of [scene.anna, scene.ben]) {
      page.setDefaultTimeout(patience * 1000);
      page.setDefaultNavigationTimeout(patience * 1000);
      await page.emulateMedia({ reducedMotion: 'reduce' });
    }
    await giveDevices(scene.anna, { portrait: 'anna' });
    await giveDevices(scene.ben, { portrait: 'ben', hums: true, slide: story.slide });
    return scene;
  }

  /** From the link to the inside; everybody is let in, and Anna moderates. */
  async enter() {
    const { anna, ben, t, story } = this;
    await this.fillForm(anna, story.names[0]);
    await this.shoot('joining');
    await this.shoot(
      'background',
      anna.getByRole('radiogroup', { name: t('effects.background') }),
      12,
    );
    await this.join(anna);
    await anna.getByRole('heading', { name: t('waiting.title') }).waitFor();
    await this.shoot('waiting-room');
    await this.host.ask({ setWaitingRoom: { on: false } });
    await this.leaveButton(anna).waitFor();
    const self = await anna.evaluate(() => window.plenumTest.self);
    await this.host.ask({ setRole: { person: self, role: 'ROLE_MODERATOR' } });
    await this.fillForm(ben, story.names[1]);
    await this.join(ben);
    await this.leaveButton(ben).waitFor();
    this.guests = [];
    for (const name of story.names.slice(2)) {
      this.guests.push(await guest(this.scope, this.server, this.room, name, this.code));
    }
    await this.host.ask({ leave: {} }).catch(() => {}); // her line ends with it
  }

  async stage() {
    const { anna, ben, t, story } = this;
    const name = story.names[1];
    await until('Ben is seen', patience, async () => (await received(anna)).frames[name] > 20);
    await this.shoot('gallery');
    await anna.setViewportSize({ width: 1180, height: 640 });
    await this.shoot('toolbar', anna.getByRole('region', { name: t('bar.label') }));
    await anna.setViewportSize({ width: 390, height: 760 });
    await this.shoot('phone');
    await anna.setViewportSize(wide);
    await anna.keyboard.press('g');
    const large = anna.getByRole('article', { name, exact: true });
    await until(
      'Ben is large',
      patience,
      async () => ((await large.boundingBox())?.width ?? 0) > 500,
    );
    await this.shoot('speaker');
    await anna.keyboard.press('g');
    await ben.getByRole('button', { name: t('bar.share') }).click();
    await anna.getByRole('region', { name: t('gallery.screenOf', { name }) }).waitFor();
    await anna.locator('video[data-shows="true"]').first().waitFor();
    await this.shoot('sharing');
    await ben
      .getByRole('button', { name: t('bar.stopSharing') })
      .first()
      .click();
  }

  /** What stands beside the stage. */
  async beside() {
    const { anna, t, story } = this;
    const [fatma, georg, hannah, ivo] = this.guests;
    await anna.setViewportSize({ width: 1100, height: 720 });
    for (const one of [georg, hannah]) await one.ask({ raiseHand: { up: true } });
    await this.pane('people', anna.getByText(t('people.handUp')).nth(1));
    await fatma.ask({ sendChat: { text: story.chat[0] } });
    await georg.ask({ sendChat: { text: story.chat[1] } });
    await fatma.ask({ sendChat: { text: story.chat[2] } });
    await this.pane('chat', anna.getByText(story.chat[2]));
    await anna.keyboard.press('u');
    await this.askPoll();
    await this.pane('polls', anna.getByText(/75 %/), { isOpen: true });
    await type(ivo, 1, story.typed[0], { finished: true });
    await type(ivo, 2, story.typed[1]);
    await this.pane('typing', anna.getByText(story.typed[1]));
  }

  async askPoll() {
    const { anna, t, story } = this;
    const pane = anna.getByRole('complementary', { name: t('polls.title') });
    await pane.getByRole('button', { name: t('polls.new') }).click();
    await pane.getByRole('textbox', { name: t('polls.question') }).fill(story.question);
    for (const [index, answer] of story.answers.entries()) {
      const label = t('polls.answerNumber', { number: index + 1 });
      await pane.getByRole('textbox', { name: label }).fill(answer);
    }
    await pane.getByText(t('polls.live'), { exact: true }).click();
    await pane.getByRole('button', { name: t('polls.start') }).click();
    await pane.getByRole('article', { name: story.question }).waitFor();
    for (const [index, one] of this.guests.entries()) {
      await one.ask({ vote: { poll: 1, answers: [index === 0 ? 1 : 0] } });
    }
  }

  async dialogs() {
    const { anna, t, story } = this;
    await anna.setViewportSize({ width: 1100, height: 860 });
    await anna.getByRole('button', { name: t('bar.devices') }).click();
    const dialog = anna.getByRole('dialog', { name: t('device.title') });
    await this.shoot('devices', dialog);
    await anna.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await anna.getByRole('button', { name: t('top.settings') }).click();
    const settings = anna.getByRole('dialog', { name: t('settings.title') });
    await settings.getByText(t('settings.waitingRoom'), { exact: true }).click();
    await anna.keyboard.press('Escape');
    await settings.waitFor({ state: 'detached' });
    await guest(
      this.scope,
      this.server,
      this.room,
      story.names[5].replace(/^\S+/, 'Mila'),
      this.code,
    );
    const knocks = anna.getByRole('region', { name: t('knocks.region') });
    await knocks.getByRole('listitem').waitFor();
    await this.shoot('admitting', knocks);
  }

  async fillForm(page, name) {
    await page.goto(this.link);
    await page.locator('video[data-live="true"]').waitFor();
    await page.getByRole('textbox', { name: this.t('prejoin.yourName') }).fill(name);
    await page.getByRole('textbox', { name: this.t('prejoin.code') }).fill(this.code);
  }

  async join(page) {
    await page.getByRole('button', { name: this.t('prejoin.join'), exact: true }).click();
  }

  leaveButton(page) {
    return page.getByRole('button', { name: this.t('bar.leave'), exact: true });
  }

  /** Opens a pane, waits until it has `content`, and closes it. */
  async pane(name, content, { isOpen = false } = {}) {
    const key = { people: 't', chat: 'c', polls: 'u', typing: 'e' }[name];
    if (!isOpen) await this.anna.keyboard.press(key);
    const pane = this.anna.getByRole('complementary', { name: this.t(`${name}.title`) });
    await content.first().waitFor({ state: 'attached' });
    await this.shoot(name === 'typing' ? 'real-time-text' : name, pane);
    await pane.getByRole('button', { name: this.t(`${name}.close`) }).click();
  }

  /** Of the whole page, or of a part of it and a margin; without notices, and without a focus. */
  async shoot(name, part, margin = 0) {
    const { anna, t } = this;
    await anna.mouse.move(0, 0);
    const notices = anna.getByRole('region', { name: t('notice.region') });
    await until(
      'there is no notice',
      30,
      async () => (await notices.getByRole('button').count()) === 0,
    );
    await anna.evaluate(() => document.activeElement?.blur());
    await part?.scrollIntoViewIfNeeded();
    await settled(anna);
    const viewport = { x: 0, y: 0, ...anna.viewportSize() };
    const box = (await part?.boundingBox()) ?? viewport;
    const scrolled = await anna.evaluate(() => ({ x: scrollX, y: scrollY }));
    const [width, height] = [box.width + 2 * margin, box.height + 2 * margin];
    const session = await anna.context().newCDPSession(anna);
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality,
      clip: {
        x: box.x + scrolled.x - margin,
        y: box.y + scrolled.y - margin,
        width,
        height,
        scale,
      },
    });
    await session.detach();
    const size = { width: Math.round(width), height: Math.round(height) };
    this.keep(name, Buffer.from(data, 'base64'), size);
  }
}

/** A room with a waiting room and a code; `host` moderates it over the JSON mapping. */
async function openRoom(scope, server, name) {
  const { body } = await call(server, 'POST', '/api/rooms', { body: wantedRoom(name) });
  const host = await JsonClient.connect(server);
  scope.defer(() => host.close());
  await host.hello({ token: body.token });
  const { accessData } = await host.ask({ getAccessData: {} });
  return { host, room: body.id, link: server.roomAddress(body.id), code: accessData.code };
}
