// The best grid for n tiles of 16:9 in a box: the number of columns that gives the largest tiles.
// Lengths are CSS pixels.

export interface Grid {
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
}

export const tileRatio = 16 / 9;

/** Tiles may leave this shape to fill a narrow box, but no further than nearly square. */
const narrowestRatio = 1.15;

export function bestGrid(count: number, width: number, height: number, gap: number): Grid {
  const none: Grid = { columns: 1, rows: 1, tileWidth: 0, tileHeight: 0 };
  if (count < 1 || width <= 0 || height <= 0) return none;
  let best = none;
  for (let columns = 1; columns <= count; columns++) {
    const grid = gridOf(columns, Math.ceil(count / columns), width, height, gap);
    if (grid.tileWidth * grid.tileHeight > best.tileWidth * best.tileHeight) best = grid;
  }
  return best;
}

function gridOf(columns: number, rows: number, width: number, height: number, gap: number): Grid {
  const cellWidth = Math.max(0, (width - gap * (columns - 1)) / columns);
  const cellHeight = Math.max(0, (height - gap * (rows - 1)) / rows);
  const tileWidth = Math.min(cellWidth, cellHeight * tileRatio);
  const tileHeight = Math.min(cellHeight, tileWidth / narrowestRatio);
  return { columns, rows, tileWidth: Math.floor(tileWidth), tileHeight: Math.floor(tileHeight) };
}
