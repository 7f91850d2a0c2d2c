// A picture from the camera as it is sent: drawn again, upright, on white and small, so that nothing else comes along with
// its points. It is given what it uses: createImageBitmap(file, how), and canvas(width, height) → a canvas.
import { fitted, tries } from "../rules/photo-size.js";

const SMALL = 160; // pixels: what the draft keeps of it, to be looked at

// {jpeg, small}: Blobs. Refused with what the browser says where the file is no picture that it can read.
export async function shrunk(file, { longest, most }, tools) {
  const bitmap = await tools.createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    let jpeg;
    for (const { quality, ...size } of tries(bitmap.width, bitmap.height, longest)) {
      jpeg = await drawn(bitmap, size, quality, tools);
      if (jpeg.size <= most) break;
    }
    return { jpeg, small: await drawn(bitmap, fitted(bitmap.width, bitmap.height, SMALL), 0.6, tools) };
  } finally {
    bitmap.close();
  }
}

async function drawn(bitmap, { width, height }, quality, { canvas }) {
  const on = canvas(width, height);
  const pen = on.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(bitmap, 0, 0, width, height);
  const jpeg = await blobOf(on, quality);
  if (jpeg?.type !== "image/jpeg") throw new Error("this browser makes no JPEG");
  return jpeg;
}

function blobOf(canvas, quality) {
  if (canvas.convertToBlob) return canvas.convertToBlob({ type: "image/jpeg", quality });
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}

export const browserTools = {
  createImageBitmap: (...asked) => createImageBitmap(...asked),
  canvas(width, height) {
    if ("OffscreenCanvas" in globalThis) return new OffscreenCanvas(width, height);
    return Object.assign(document.createElement("canvas"), { width, height });
  },
};
