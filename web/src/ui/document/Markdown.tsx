import type { Root } from 'mdast';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import styles from './Markdown.module.css';
import { anchored, dropGivenAnchor } from './outline';
import { safeAddress } from './safe_address';

/**
 * Markdown of the operator or of the help as elements: raw HTML is left out, links lead only where
 * safe_address.ts lets them, pictures are their words (the page loads nothing from elsewhere). Headings
 * have the anchors of outline.ts; `deeper` moves them down below the page's own.
 */
export function Markdown({ text, deeper = 0 }: { text: string; deeper?: number }) {
  return (
    <div className={styles.text}>
      <ReactMarkdown
        skipHtml
        remarkPlugins={[remarkGfm, [withAnchors, { deeper }]]}
        urlTransform={(url) => url}
        components={components}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

function withAnchors({ deeper }: { deeper: number }) {
  return (root: Root) => {
    for (const { heading, entry } of anchored(root)) {
      dropGivenAnchor(heading);
      heading.depth = Math.min(6, heading.depth + deeper) as typeof heading.depth;
      heading.data = { ...heading.data, hProperties: { id: entry.anchor, tabIndex: -1 } };
    }
  };
}

const components: Components = {
  a: ({ href, children }) => {
    const address = safeAddress(href);
    if (!address) return <span>{children}</span>;
    if (!address.leadsOut) return <a href={address.href}>{children}</a>;
    return (
      <a href={address.href} rel="noopener noreferrer">
        {children}
      </a>
    );
  },
  img: ({ alt }) => <span>{alt}</span>,
  // Wider than a phone: scrolled by itself, by keyboard too.
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.table} tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
};
