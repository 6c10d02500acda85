import type { Root } from 'mdast';
import { useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { Pictures } from '../../help/pictures';
import styles from './Markdown.module.css';
import { anchored, dropGivenAnchor } from './outline';
import { safeAddress } from './safe_address';

const noPictures: Pictures = new Map();

/**
 * Markdown of the operator or of the help as elements: raw HTML is left out, links lead only where
 * safe_address.ts lets them. Pictures are those of `pictures`, all others are their words (the page loads
 * nothing from elsewhere). Headings have the anchors of outline.ts; `deeper` moves them down below the
 * page's own.
 */
export function Markdown({
  text,
  deeper = 0,
  pictures = noPictures,
}: {
  text: string;
  deeper?: number;
  pictures?: Pictures;
}) {
  const components = useMemo(() => ({ ...elements, img: pictureOf(pictures) }), [pictures]);
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

function pictureOf(pictures: Pictures): Components['img'] {
  return ({ src, alt }) => {
    const picture = typeof src === 'string' ? pictures.get(src) : undefined;
    if (!picture) return <span>{alt}</span>;
    const { address, width, height } = picture;
    return (
      <img
        className={styles.picture}
        src={address}
        alt={alt}
        width={width}
        height={height}
        loading="lazy"
      />
    );
  };
}

const elements: Components = {
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
  // Wider than a phone: scrolled by itself, by keyboard too.
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.table} tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
};
