import { describe, expect, it } from 'vitest';
import { automaticPageSize, bestGrid, stripGrid, stripLength } from './gallery_layout';

const gap = 8;

describe('best grid', () => {
  it.each([
    // count, width, height → columns, rows
    [1, 1424, 740, 1, 1],
    [2, 1424, 740, 2, 1],
    [4, 1424, 740, 2, 2],
    [9, 1424, 740, 3, 3],
    [2, 374, 700, 1, 2],
    [4, 374, 700, 2, 2],
    [5, 374, 700, 2, 3],
    [9, 3000, 300, 9, 1],
    [49, 1900, 1000, 7, 7],
  ])('%i tiles in %i × %i are %i × %i', (count, width, height, columns, rows) => {
    expect(bestGrid(count, width, height, gap)).toMatchObject({ columns, rows });
  });

  it('never leaves its box and never leaves out a tile', () => {
    for (let count = 1; count <= 49; count++) {
      for (const [width, height] of [
        [304, 400],
        [844, 250],
        [1440, 780],
        [100, 1000],
      ] as const) {
        const grid = bestGrid(count, width, height, gap);
        expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count);
        expect(grid.columns * grid.tileWidth + (grid.columns - 1) * gap).toBeLessThanOrEqual(width);
        expect(grid.rows * grid.tileHeight + (grid.rows - 1) * gap).toBeLessThanOrEqual(height);
      }
    }
  });

  it('is empty without a box', () => {
    expect(bestGrid(3, 0, 500, gap)).toMatchObject({ tileWidth: 0, tileHeight: 0 });
    expect(bestGrid(0, 500, 500, gap)).toMatchObject({ tileWidth: 0 });
    expect(bestGrid(49, 20, 20, gap)).toMatchObject({ tileWidth: 0 });
  });
});

describe('a page that nobody chose a size for', () => {
  it.each([
    // width, height, most → tiles
    [1424, 740, 16, 16],
    [1008, 620, 16, 16],
    [374, 700, 6, 6],
    [760, 290, 6, 6],
    [304, 390, 16, 6],
    [120, 80, 16, 1],
  ])('has in %i × %i (at most %i) %i tiles', (width, height, most, tiles) => {
    expect(automaticPageSize(width, height, gap, most)).toBe(tiles);
  });
});

describe('a strip', () => {
  it.each([
    [255, 690],
    [150, 210],
    [374, 130],
  ])('of %i × %i has one row or one column, each tile inside', (width, height) => {
    const count = stripLength(width, height);
    const grid = stripGrid(count, width, height, gap);
    expect(Math.min(grid.columns, grid.rows)).toBe(1);
    expect(grid.tileWidth).toBeGreaterThanOrEqual(90);
  });
});
