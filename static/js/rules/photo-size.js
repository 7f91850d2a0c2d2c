// How large a photo is sent, and whether another one may be taken.
export const QUALITIES = [0.72, 0.6, 0.45];

// The size at which the longest side is `longest`; never larger than it is, and never nothing.
export function fitted(width, height, longest) {
  const times = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * times)), height: Math.max(1, Math.round(height * times)) };
}

// What to try, one after the other, until it is small enough to send.
export function tries(width, height, longest) {
  const [whole, half] = [longest, longest / 2].map((side) => fitted(width, height, side));
  return [...QUALITIES.map((quality) => ({ ...whole, quality })), { ...half, quality: QUALITIES.at(-1) }];
}

// The photos of one answer: [[id, photo], …], in the order in which they were taken.
export function ofAnswer(photos, item, position) {
  return Object.entries(photos ?? {})
    .filter(([, one]) => one.item === item && one.position === position)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

export function hasRoom(photos, item, position, { perItem, perCheck }) {
  const all = Object.keys(photos ?? {}).length;
  return all < perCheck && ofAnswer(photos, item, position).length < perItem;
}
