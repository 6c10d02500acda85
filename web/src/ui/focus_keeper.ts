// The focus is never nowhere. When what has it goes (a knock that was answered, a card that is no longer
// needed, a whole page), the next control of the same group takes it, else the heading of the page: whoever
// uses keys or a screen reader goes on from there. A place that somebody clicked on is their own choice.

const controls =
  'button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';
/** What is larger than a group. */
const wholes = 'body, main, #plenum, [data-react-aria-top-layer]';
/** After a frame: dialogs, panels and forms that come or go place the focus by themselves. */
const patienceMs = 50;

export function keepFocus(): void {
  let path: Element[] = [];
  let waits = false;
  const isLost = () => document.activeElement === document.body && path[0]?.isConnected === false;

  document.addEventListener('focusin', ({ target }) => {
    path = target instanceof Element ? withAncestors(target) : [];
  });
  document.addEventListener('pointerdown', () => {
    path = [];
  });
  new MutationObserver(() => {
    if (waits || !isLost()) return;
    waits = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        waits = false;
        if (isLost()) placeFocus(path);
      }, patienceMs),
    );
  }).observe(document.body, { childList: true, subtree: true });
}

function placeFocus(path: readonly Element[]): void {
  for (const element of path) {
    if (!element.isConnected) continue;
    if (element.matches(wholes)) break;
    const next = element.querySelector<HTMLElement>(controls);
    if (!next) continue;
    next.focus();
    return;
  }
  const heading = document.querySelector('h1');
  if (!heading) return; // a page that loads: what comes after it has one
  heading.tabIndex = -1;
  heading.focus();
}

function withAncestors(element: Element): Element[] {
  const path = [];
  for (let one: Element | null = element; one; one = one.parentElement) path.push(one);
  return path;
}
