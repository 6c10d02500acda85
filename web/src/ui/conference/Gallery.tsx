import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { automaticPageSize, bestGrid, stripGrid, stripLength } from '../../state/gallery_layout';
import { hasTile } from '../../state/selectors';
import { arrange, pageOf } from '../../state/tile_places';
import { useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './Gallery.module.css';
import { Tile } from './Tile';
import { useBox } from './use_box';

const gap = 8;
const mostOnPhones = 6;
const most = 16;

/** height: pixels of the screen, devicePixelRatio included. */
export interface VisibleTiles {
  people: readonly number[];
  height: number;
}

/** The tiles of one page, as large as the box allows. Reports who is visible and how high. */
export function Gallery(props: {
  strip: boolean;
  /** Stands large beside it. */
  without: number | undefined;
  onVisible(tiles: VisibleTiles): void;
}) {
  const { t } = useTranslation();
  const phone = useApp((state) => state.display.phone);
  const chosen = useApp((state) => state.view.tilesPerPage);
  const self = useApp((state) => state.conference.self);
  const places = usePlaces(props.without);
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useBox(box);
  const [wantedPage, setWantedPage] = useState(0);

  const fitting = automaticPageSize(width, height, gap, phone ? mostOnPhones : most);
  const perPage = props.strip ? stripLength(width, height) : chosen || fitting;
  const { people, page, pages } = useMemo(
    () => pageOf(props.strip ? lastOf(places, self) : places, perPage, wantedPage),
    [places, props.strip, self, perPage, wantedPage],
  );
  const alone = useApp((state) => state.conference.people.filter(hasTile).length === 1);
  const grid = (props.strip ? stripGrid : bestGrid)(people.length, width, height, gap);

  const { onVisible } = props;
  const pixels = Math.round(grid.tileHeight * devicePixelRatio);
  useEffect(() => {
    if (pixels > 0 || people.length === 0) onVisible({ people, height: pixels });
  }, [onVisible, people, pixels]);

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
              <Tile id={person} size={grid.tileHeight < 150 ? 'small' : 'normal'} />
            </li>
          ))}
        </ul>
      </div>
      {alone && <p className={styles.alone}>{t('gallery.alone')}</p>}
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

/** In a strip there is little room: oneself comes last. */
function lastOf(places: readonly number[], person: number): readonly number[] {
  const others = places.filter((other) => other !== person);
  return others.length < places.length ? [...others, person] : places;
}

/**
 * Places last as long as the gallery: who leaves or comes moves nobody else, and who has spoken takes
 * the place of who is large now.
 */
function usePlaces(without: number | undefined): readonly number[] {
  const people = useApp((state) => state.conference.people);
  const self = useApp((state) => state.conference.self);
  const hideSelf = useApp((state) => state.view.hideSelf);
  const [places, setPlaces] = useState<readonly number[]>([]);
  useEffect(() => {
    const ids = people
      .filter(hasTile)
      .map((person) => person.id)
      .filter((id) => id !== without && !(hideSelf && id === self));
    setPlaces((before) => {
      const next = arrange(before, ids);
      const same = next.length === before.length && next.every((id, at) => id === before[at]);
      return same ? before : next;
    });
  }, [people, self, hideSelf, without]);
  return places;
}

/** Each tile spans two half columns; an incomplete last row begins half the missing tiles later. */
function columnOf(index: number, count: number, columns: number): string {
  const column = index % columns;
  const inLastRow = index >= count - (count % columns || columns);
  const missing = inLastRow ? columns - (count % columns || columns) : 0;
  return `${column * 2 + missing + 1} / span 2`;
}
