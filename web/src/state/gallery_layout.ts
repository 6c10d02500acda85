// The best grid for n tiles in a box: the number of columns that gives the largest tiles. Lengths are
// CSS pixels.

export interface Grid {
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
}

export const tileRatio = 16 / 9;

/**
 * Tiles may leave this shape to fill their box: in a wide one no further than nearly square, in a high
 * one (a phone) as far as a face in the middle stays whole.
 */
const narrowestInWideBox = 1.15;
const narrowestInHighBox = 0.625;

export function bestGrid(
  count: number,
  width: number,
  height: number,
  gap: number,
  narrowest = width < height ? narrowestInHighBox : narrowestInWideBox,
): Grid {
  const none: Grid = { columns: 1, rows: 1, tileWidth: 0, tileHeight: 0 };
  if (count < 1 || width <= 0 || height <= 0) return none;
  let best = none;
  for (let columns = 1; columns <= count; columns++) {
    const grid = gridOf(columns, Math.ceil(count / columns), width, height, gap, narrowest);
    if (grid.tileWidth * grid.tileHeight > best.tileWidth * best.tileHeight) best = grid;
  }
  return best;
}

function gridOf(
  columns: number,
  rows: number,
  width: number,
  height: number,
  gap: number,
  narrowest: number,
): Grid {
  const cellWidth = Math.max(0, (width - gap * (columns - 1)) / columns);
  const cellHeight = Math.max(0, (height - gap * (rows - 1)) / rows);
  const tileWidth = Math.min(cellWidth, cellHeight * tileRatio);
  const tileHeight = Math.min(cellHeight, tileWidth / narrowest);
  return { columns, rows, tileWidth: Math.floor(tileWidth), tileHeight: Math.floor(tileHeight) };
}

const automaticSizes = [16, 12, 9, 6, 4, 2];
/** Below this a face is hard to see; narrow windows have to do with less. */
const leastTileWidth = 200;
const leastTileWidthInNarrowBox = 140;
const narrowBox = 600;

/** How many tiles a page has if nobody chose a number: what can be seen well, and decoded. */
export function automaticPageSize(
  width: number,
  height: number,
  gap: number,
  most: number,
): number {
  const least = width < narrowBox ? leastTileWidthInNarrowBox : leastTileWidth;
  const fits = (size: number) => bestGrid(size, width, height, gap).tileWidth >= least;
  return automaticSizes.find((size) => size <= most && fits(size)) ?? 1;
}

/** So many tiles stand beside what is large, in a row or a column, before they get too small for a face. */
export function stripLength(width: number, height: number): number {
  return Math.max(1, Math.min(8, Math.floor(width > height ? width / 130 : height / 96)));
}

/** A strip keeps its tiles wide, so that there is one row or one column. */
export function stripGrid(count: number, width: number, height: number, gap: number): Grid {
  return bestGrid(count, width, height, gap, narrowestInWideBox);
}
