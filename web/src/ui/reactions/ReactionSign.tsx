import type { ReactNode } from 'react';
import type { ReactionKind } from '../../state/reactions';
import styles from './ReactionSign.module.css';

const skin = '#ffcb4c';
const shade = '#d99a1c';
const dark = '#5b3a13';

const face = <circle cx="18" cy="18" r="16" fill={skin} />;

/** Drawn by us on a field of 36, so that they look the same on every device. */
const drawings: Record<ReactionKind, ReactNode> = {
  applause: (
    <g strokeLinecap="round" strokeLinejoin="round">
      <g stroke={shade} strokeWidth="1.5" fill={skin}>
        <path d="M20 11.5 24.5 7a2.2 2.2 0 0 1 3.1 3.1l1.9-1.9a2.2 2.2 0 0 1 3.1 3.1L31 13a2.2 2.2 0 0 1 2.6 3.5L26 27a8 8 0 0 1-11-1Z" />
        <path d="M8.3 22.5 5.6 14.8a2.2 2.2 0 0 1 4.1-1.6l2 4.3 5.8-8.3a2.2 2.2 0 0 1 3.6 2.5l1.7-1.5a2.2 2.2 0 0 1 3.1 3.2l.9.3a2.2 2.2 0 0 1 1.4 3.7L27 20a2.2 2.2 0 0 1 .2 3.3l-6 6.4a8.5 8.5 0 0 1-12.9-7.2Z" />
      </g>
      <path
        d="m17.7 18.7 5.6-6.1M20.4 21.4l6.3-6.6M22.9 24.1l4-4.1"
        stroke={shade}
        strokeWidth="1.5"
        fill="none"
      />
      <path
        d="M10 3.5 11.5 8M16.5 2 16 6.5M4 7.5l4 2.7"
        stroke="#4f9de8"
        strokeWidth="2"
        fill="none"
      />
    </g>
  ),
  thumbsUp: (
    <g stroke={shade} strokeWidth="1.5" strokeLinejoin="round">
      <path
        fill={skin}
        d="M11.5 16 17 4.7a3 3 0 0 1 4.8 3.5L20 14h9.5a3 3 0 0 1 1.4 5.6 2.9 2.9 0 0 1-1 5.1 2.8 2.8 0 0 1-1.4 4.6A2.6 2.6 0 0 1 26 33H17.5a9 9 0 0 1-6-2.5Z"
      />
      <path fill="#4f9de8" stroke="#2f6fb0" d="M4 15.5h7.5v16H4Z" />
    </g>
  ),
  heart: (
    <path
      fill="#dd2e44"
      d="M18 32.5C9 26 2.5 20 2.5 13A8.5 8.5 0 0 1 18 8.3 8.5 8.5 0 0 1 33.5 13C33.5 20 27 26 18 32.5Z"
    />
  ),
  laughter: (
    <>
      {face}
      <path
        d="m7.5 14 4-3 4 3M20.5 14l4-3 4 3"
        stroke={dark}
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
      <path fill={dark} d="M8.5 18.5h19a9.5 9.5 0 0 1-19 0Z" />
      <path fill="#fff" d="M10 18.5h16v2.7H10Z" />
      <path
        fill="#5dadec"
        d="M6.8 15.5c1.6 3 1.7 5.7-.3 7.2-2.3 1.7-5.2-.9-3.6-3.5.8-1.3 2.4-1.9 3.9-3.7ZM29.2 15.5c-1.6 3-1.7 5.7.3 7.2 2.3 1.7 5.2-.9 3.6-3.5-.8-1.3-2.4-1.9-3.9-3.7Z"
      />
    </>
  ),
  surprise: (
    <>
      {face}
      <g fill={dark}>
        <ellipse cx="12" cy="15" rx="2.5" ry="3.3" />
        <ellipse cx="24" cy="15" rx="2.5" ry="3.3" />
        <ellipse cx="18" cy="26" rx="4.2" ry="5" />
      </g>
      <path
        d="M8.5 8.5c1.5-1.7 3.5-2.4 5.5-2M27.5 8.5c-1.5-1.7-3.5-2.4-5.5-2"
        stroke={dark}
        strokeWidth="1.8"
        strokeLinecap="round"
        fill="none"
      />
    </>
  ),
};

/** As large as the text around it; what it says is said by that. */
export function ReactionSign({ kind }: { kind: ReactionKind }) {
  return (
    <svg
      data-reaction={kind}
      className={styles.sign}
      viewBox="0 0 36 36"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[kind]}
    </svg>
  );
}
