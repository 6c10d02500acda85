// Where the address of a page to read points: to one of its headings, else to its top. The focus goes
// there too, so that a screen reader and the next Tab go on from what was asked for.
import { useEffect } from 'react';
import { useApp } from '../context';

export function useAnchor(ready: boolean): void {
  // Another object each time an address is opened, also when it is the same again.
  const page = useApp((state) => state.page);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `page` stands for the address
  useEffect(() => {
    if (!ready) return;
    const anchor = decoded(location.hash.slice(1));
    const target = anchor ? document.getElementById(anchor) : document.querySelector('h1');
    if (!anchor) window.scrollTo({ top: 0, behavior: 'instant' });
    if (!(target instanceof HTMLElement)) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    if (!anchor) return;
    const show = () => target.scrollIntoView({ behavior: 'instant' });
    show();
    void document.fonts.ready.then(show); // another font moves everything above
  }, [ready, page]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: no heading has such an anchor
  }
}
