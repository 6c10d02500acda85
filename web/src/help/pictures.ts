// The pictures of the help, by the names that its Markdown calls them: taken from the real pages in each
// language by ./dev help-pictures, which writes their sizes beside them. Pure.

export interface Picture {
  address: string;
  /** In pixels of the page, so that its place is kept while it loads. */
  width: number;
  height: number;
}

export type Pictures = ReadonlyMap<string, Picture>;

/** addresses: by path of the file; sizes: by name without ".webp". */
export function picturesOf(
  addresses: Record<string, string>,
  sizes: Record<string, { width: number; height: number }>,
): Pictures {
  return new Map(
    Object.entries(addresses).flatMap(([path, address]) => {
      const file = path.slice(path.lastIndexOf('/') + 1);
      const size = sizes[file.replace(/\.webp$/, '')];
      return size ? [[file, { address, ...size }]] : [];
    }),
  );
}
