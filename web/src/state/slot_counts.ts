// How many receiving sections the offer has. Sound slot k belongs to video slot k (up to 25, for
// lip-sync); three more sound slots are for people who are heard but not on the page.

export interface SlotCounts {
  video: number;
  sound: number;
}

const steps = [4, 9, 16, 25, 49];
const freeSoundSlots = 3;
const maxPairedSlots = 25;

export function slotCounts(video: number): SlotCounts {
  return { video, sound: Math.min(video, maxPairedSlots) + freeSoundSlots };
}

/** The smallest step that shows so many pictures at once. */
export function slotsFor(pictures: number): SlotCounts {
  return slotCounts(steps.find((step) => step >= pictures) ?? 49);
}
