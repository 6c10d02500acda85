import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bestGrid } from '../../state/gallery_layout';
import { SourceKind, type WantedPicture } from '../../state/model';
import { hasTile } from '../../state/selectors';
import { arrange, pageOf } from '../../state/tile_places';
import { useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './Gallery.module.css';
import { Tile } from './Tile';
import { useBox } from './use_box';

const gap = 8;

/** The tiles of one page, as large as the box allows. Reports which pictures are visible and how high. */
export function Gallery(props: {
  strip: boolean;
  onVisible(wanted: readonly WantedPicture[]): void;
}) {
  const { t } = useTranslation();
  const self = useApp((state) => state.conference.self);
  const perPage = useApp((state) => state.tilesPerPage);
  const places = usePlaces();
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useBox(box);
  const [wantedPage, setWantedPage] = useState(0);

  const shownPerPage = props.strip ? stripLength(width, height) : perPage;
  const { people, page, pages } = useMemo(
    () => pageOf(places, shownPerPage, wantedPage),
    [places, shownPerPage, wantedPage],
  );
  const grid = bestGrid(people.length, width, height, gap);

  const { onVisible } = props;
  const pixels = Math.round(grid.tileHeight * devicePixelRatio);
  useEffect(() => {
    const others = people.filter((person) => person !== self);
    onVisible(others.map((person) => ({ person, kind: SourceKind.CAMERA, height: pixels })));
  }, [onVisible, people, self, pixels]);

  return (
    <section className={styles.gallery} data-strip={props.strip} aria-label={t('gallery.label')}>
      <div ref={box} className={styles.box}>
        <ul
          className={styles.tiles}
          style={{
            gridTemplateColumns: `repeat(${grid.columns * 2}, ${(grid.tileWidth - gap) / 2}px)`,
            gridAutoRows: `${grid.tileHeight}px`,
            gap: `${gap}px`,
          }}
        >
          {people.map((person, index) => (
            <li
              key={person}
              className={styles.place}
              style={{ gridColumn: columnOf(index, people.length, grid.columns) }}
            >
              <Tile id={person} small={grid.tileHeight < 150} />
            </li>
          ))}
        </ul>
      </div>
      {people.length === 1 && pages === 1 && !props.strip && (
        <p className={styles.alone}>{t('gallery.alone')}</p>
      )}
      {pages > 1 && (
        <nav className={styles.pages} aria-label={t('gallery.label')}>
          <Button
            look="secondary"
            size="small"
            icon="chevronLeft"
            aria-label={t('gallery.previous')}
            isDisabled={page === 0}
            onPress={() => setWantedPage(page - 1)}
          />
          <span className={styles.page} aria-live="polite">
            {t('gallery.page', { page: page + 1, pages })}
          </span>
          <Button
            look="secondary"
            size="small"
            icon="chevronRight"
            aria-label={t('gallery.next')}
            isDisabled={page === pages - 1}
            onPress={() => setWantedPage(page + 1)}
          />
        </nav>
      )}
    </section>
  );
}

/** So many tiles fit beside a shared screen before they get too small to see a face. */
function stripLength(width: number, height: number): number {
  return Math.max(1, Math.min(8, Math.floor(width > height ? width / 130 : height / 110)));
}

/** Places last as long as the gallery: who leaves or comes moves nobody else. */
function usePlaces(): readonly number[] {
  const people = useApp((state) => state.conference.people);
  const [places, setPlaces] = useState<readonly number[]>([]);
  useEffect(() => {
    const ids = people.filter(hasTile).map((person) => person.id);
    setPlaces((before) => {
      const next = arrange(before, ids);
      const same = next.length === before.length && next.every((id, at) => id === before[at]);
      return same ? before : next;
    });
  }, [people]);
  return places;
}

/** Each tile spans two half columns; an incomplete last row begins half the missing tiles later. */
function columnOf(index: number, count: number, columns: number): string {
  const column = index % columns;
  const inLastRow = index >= count - (count % columns || columns);
  const missing = inLastRow ? columns - (count % columns || columns) : 0;
  return `${column * 2 + missing + 1} / span 2`;
}
