// The chat as people use it: opened, written into, read.

/** The chat, which was closed; its button may count new messages. */
export async function openChat(page) {
  await page.getByRole('button', { name: /^Chat(,|$)/ }).click();
  return chatOf(page);
}

export function chatOf(page) {
  return page.getByRole('complementary', { name: 'Chat', exact: true });
}

/** To everybody, or to one person alone. */
export async function say(page, text, to) {
  const chat = chatOf(page);
  if (to) await chat.getByRole('combobox').selectOption({ label: to });
  const field = chat.getByRole('textbox', { name: 'Nachricht' });
  // What the tests fill into a field of Firefox, React takes for what it has written there itself.
  const byKeys = page.context().browser()?.browserType().name() === 'firefox';
  await (byKeys ? field.pressSequentially(text) : field.fill(text));
  await field.press('Enter');
}

/** The message that holds this text. */
export function message(page, text) {
  return chatOf(page).getByRole('log').getByRole('listitem').filter({ hasText: text });
}

/** Runs in the page (option init): keeps the text of every frame that came, for window.heardFrames. */
export function keepFrames() {
  const frames = [];
  Object.defineProperty(window, 'heardFrames', { value: frames });
  const decoder = new TextDecoder();
  window.WebSocket = class extends window.WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener('message', ({ data }) => frames.push(decoder.decode(data)));
    }
  };
}
