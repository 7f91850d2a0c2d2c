import assert from "node:assert/strict";
import { test } from "node:test";

import { shrunk } from "../../static/js/machinery/shrink.js";
import { fitted, hasRoom, ofAnswer, tries } from "../../static/js/rules/photo-size.js";
import { CLAIMED, Device, OBSERVATION, SEEN } from "./support/phones.mjs";

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
const A_PHOTO = { item: "a", position: 0, jpeg: JPEG, small: "c21hbGw=", title: OBSERVATION.title };
const gone = { reason: "gone" };

for (const [from, longest, to] of [
  [[4000, 3000], 1280, [1280, 960]],
  [[3000, 4000], 1280, [960, 1280]],
  [[1280, 1280], 1280, [1280, 1280]],
  [[640, 480], 1280, [640, 480]],
  [[10_000, 1], 1280, [1280, 1]],
  [[1, 1], 1280, [1, 1]],
]) {
  test(`${from.join(" × ")} is sent as ${to.join(" × ")}`, () => {
    const { width, height } = fitted(...from, longest);
    assert.deepEqual([width, height], to);
  });
}

test("what is too many bytes is tried less sharp, and then at half the size", () => {
  const found = tries(4000, 3000, 1280);
  assert.deepEqual(found.map(({ quality }) => quality), [0.72, 0.6, 0.45, 0.45]);
  assert.deepEqual([found[2].width, found[3].width], [1280, 640]);
});

test("photos are those of one answer, in the order they were taken, and there is room up to a limit", () => {
  const photos = { 2: { item: "a", position: 0 }, 1: { item: "a", position: 0 }, 3: { item: "b", position: 0 } };
  const limits = { perItem: 3, perCheck: 4 };
  assert.deepEqual(ofAnswer(photos, "a", 0).map(([id]) => id), ["1", "2"]);
  assert.deepEqual(ofAnswer(photos, "a", 1), []);
  assert.equal(hasRoom(undefined, "a", 0, limits), true);
  assert.equal(hasRoom(photos, "a", 0, limits), true);
  assert.equal(hasRoom(photos, "a", 0, { ...limits, perItem: 2 }), false);
  assert.equal(hasRoom(photos, "c", 0, { ...limits, perCheck: 3 }), false);
});

// A browser that draws: what was drawn, and a JPEG of as many bytes as `sizeOf` says.
function drawing(sizeOf) {
  const drawn = [];
  const bitmap = { width: 4000, height: 3000, closed: false, close: () => (bitmap.closed = true) };
  const canvas = (width, height) => ({
    getContext: () => ({ fillRect() {}, drawImage: () => drawn.push([width, height]) }),
    convertToBlob: async ({ type, quality }) => ({ type, size: sizeOf(width, quality) }),
  });
  const asked = [];
  const createImageBitmap = async (...what) => asked.push(what) && bitmap;
  return { drawn, bitmap, asked, tools: { canvas, createImageBitmap } };
}

test("a picture is drawn anew, upright and small, and what was read is let go of", async () => {
  const { drawn, bitmap, asked, tools } = drawing(() => 200_000);
  const { jpeg, small } = await shrunk("file", { longest: 1280, most: 800_000 }, tools);
  assert.deepEqual(drawn, [[1280, 960], [160, 120]]);
  assert.deepEqual(asked, [["file", { imageOrientation: "from-image" }]]);
  assert.deepEqual([jpeg.type, small.type, bitmap.closed], ["image/jpeg", "image/jpeg", true]);
});

test("one that stays large is made less sharp until it can be sent", async () => {
  const { tools } = drawing((width, quality) => width * 1000 * quality);
  const { jpeg } = await shrunk("file", { longest: 1280, most: 800_000 }, tools);
  assert.equal(jpeg.size, 1280 * 1000 * 0.6);
});

test("what the browser cannot read or draw is refused, and let go of", async () => {
  const { bitmap, tools } = drawing(() => 1);
  await assert.rejects(shrunk("file", { longest: 9, most: 9 }, { ...tools, createImageBitmap: () => Promise.reject(new Error("no picture")) }));
  const canvas = () => ({ getContext: () => ({ fillRect() {}, drawImage() {} }), convertToBlob: async () => ({ type: "image/png", size: 1 }) });
  await assert.rejects(shrunk("file", { longest: 9, most: 9 }, { ...tools, canvas }));
  assert.equal(bitmap.closed, true);
});

async function observing() {
  const device = await Device.with("ann");
  const { id } = await device.phone.drafts.start(OBSERVATION);
  return { device, phone: device.phone, id };
}

test("a photo is sealed at once, and sent after the answers", async () => {
  const { device, phone, id } = await observing();
  const { id: photo } = await phone.photo({ check: id, ...A_PHOTO });
  assert.deepEqual((await phone.drafts.read(id)).photos, { [photo]: { item: "a", position: 0, small: "c21hbGw=" } });
  assert.equal((await phone.outbox.state()).waiting, 0, "it does not wait while its check is being filled in");
  await phone.outbox.send();
  assert.equal(device.server.came.length, 0);
  await phone.drafts.change(id, { answers: { "0/a": SEEN } });
  await phone.finish(id);
  assert.equal((await phone.outbox.state()).waiting, 2);
  await phone.outbox.send();
  assert.deepEqual(device.server.came.map((one) => one.kind), ["check", "photo"]);
  const [check, sent] = device.server.came;
  assert.deepEqual([sent.id, sent.check, sent.item, sent.position, sent.jpeg], [photo, id, "a", 0, "/9j/4A=="]);
  assert.equal("photos" in check, false);
  assert.ok(Date.parse(sent.taken_at));
});

test("taken back while the check is being filled in, it is gone from the phone", async () => {
  const { device, phone, id } = await observing();
  const { id: photo } = await phone.photo({ check: id, ...A_PHOTO });
  await phone.drafts.takeBack(id, photo);
  assert.deepEqual((await phone.drafts.read(id)).photos, {});
  await phone.finish(id);
  await phone.outbox.send();
  assert.deepEqual(device.server.came.map((one) => one.kind), ["check"]);
  const { outbox, sent } = await device.rows();
  assert.equal(photo in outbox || photo in sent, false);
});

test("what belongs to another check is never taken back with this one", async () => {
  const { phone, id } = await observing();
  const { id: other } = await phone.drafts.start(OBSERVATION);
  const { id: photo } = await phone.photo({ check: other, ...A_PHOTO });
  await phone.drafts.takeBack(id, photo);
  await phone.finish(other);
  assert.equal((await phone.outbox.state()).waiting, 2);
});

test("once the check is finished there is nothing to add to and nothing to take back", async () => {
  const { phone, id } = await observing();
  const { id: photo } = await phone.photo({ check: id, ...A_PHOTO });
  await phone.finish(id);
  await assert.rejects(phone.photo({ check: id, ...A_PHOTO }), gone);
  await assert.rejects(phone.drafts.takeBack(id, photo), gone);
  assert.equal((await phone.outbox.state()).waiting, 2);
});

test("a check that is thrown away takes its photos with it", async () => {
  const { device, phone, id } = await observing();
  await phone.photo({ check: id, ...A_PHOTO });
  await phone.drafts.discard(id);
  assert.deepEqual(Object.keys((await device.rows()).outbox), []);
});

test("taps and photos at the same time lose nothing of each other", async () => {
  const { phone, id } = await observing();
  const doing = [...Array(6).keys()].flatMap((at) => [
    phone.drafts.change(id, { answers: { [`0/${at}`]: SEEN } }),
    phone.photo({ check: id, ...A_PHOTO }),
  ]);
  await Promise.all(doing);
  const draft = await phone.drafts.read(id);
  assert.deepEqual([Object.keys(draft.answers).length, Object.keys(draft.photos).length], [6, 6]);
});

test("after signing out no small picture is left, and the photo follows the draft that was sealed", async () => {
  const { device, phone, id } = await observing();
  await phone.photo({ check: id, ...A_PHOTO });
  await phone.signOut();
  assert.deepEqual(Object.keys((await device.rows()).drafts), []);
  await phone.outbox.send();
  assert.deepEqual(device.server.came.map((one) => one.kind), ["draft", "photo"]);
});

test("whoever is not signed in takes one under their own name, with the phone's key", async () => {
  const device = await Device.with("ann");
  await device.phone.signOut();
  const { id } = await device.phone.drafts.start(CLAIMED);
  await device.phone.photo({ check: id, ...A_PHOTO, claimed: CLAIMED.claimed });
  await device.phone.finish(id);
  await device.phone.outbox.send();
  assert.deepEqual(device.server.came.map((one) => [one.kind, one.claimed?.sign_in]), [["check", "bea"], ["photo", "bea"]]);
});
