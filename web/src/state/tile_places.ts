// Which person sits at which place of the gallery. Somebody who leaves frees a place, the next who
// comes takes the first free one; a place that stays free is filled by the last person, and everybody
// else stays where they are.

export const freePlace = 0;

/** places: person ids by place, 0 where nobody sits. people: who is there now, in order of coming. */
export function arrange(places: readonly number[], people: readonly number[]): number[] {
  const present = new Set(people);
  const next = places.map((person) => (present.has(person) ? person : freePlace));
  const seated = new Set(next);
  for (const person of people) {
    if (seated.has(person)) continue;
    const free = next.indexOf(freePlace);
    if (free >= 0) next[free] = person;
    else next.push(person);
    seated.add(person);
  }
  return closeGaps(next);
}

/** The last person moves to a place that stays free, so that there are as many places as people. */
function closeGaps(places: number[]): number[] {
  const result = [...places];
  for (;;) {
    while (result.at(-1) === freePlace) result.pop();
    const gap = result.indexOf(freePlace);
    if (gap < 0) return result;
    result[gap] = result.pop() ?? freePlace;
  }
}

export interface GalleryPage {
  people: number[];
  page: number;
  pages: number;
}

/** The page that is asked for, or the last one when there are fewer by now. */
export function pageOf(places: readonly number[], perPage: number, wanted: number): GalleryPage {
  const pages = Math.max(1, Math.ceil(places.length / perPage));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { people: places.slice(page * perPage, (page + 1) * perPage), page, pages };
}
