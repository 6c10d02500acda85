import { useEffect, useRef } from 'react';
import styles from './LargePerson.module.css';
import { Tile } from './Tile';
import { useBox } from './use_box';

/** Who speaks or was pinned, as large as there is room. */
export function LargePerson({ id, onHeight }: { id: number; onHeight(pixels: number): void }) {
  const frame = useRef<HTMLDivElement>(null);
  const { height } = useBox(frame);
  useEffect(() => onHeight(Math.round(height * devicePixelRatio)), [onHeight, height]);
  return (
    <div ref={frame} className={styles.frame}>
      <Tile key={id} id={id} size="large" />
    </div>
  );
}
