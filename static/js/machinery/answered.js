// The short questions that were answered on this phone since somebody signed in: a set of their ids. Their notes say it.
import { outOfBox } from "./keys.js";

export function answeredOn(phone) {
  return phone.with(async ({ store, crypto }) => {
    const [owner, boxes] = await store.read(["keep", "sent"], ({ get, all }) => Promise.all([get("keep", "owner"), all("sent")]));
    const read = await Promise.allSettled(boxes.map((box) => outOfBox(crypto, owner?.dataKey, box)));
    return new Set(read.map(({ value }) => value?.prompt).filter(Boolean));
  });
}
