// Photos on their way out. As phones do it, each becomes a JPEG of at most 1280 pixels.

import { el } from "/static/api.js";

const MOST = 1280;

/** What Telegram would get of a chosen picture; what the browser can't draw goes as it is. */
export async function asPhoto(file) {
  const url = URL.createObjectURL(file);
  try {
    const image = el("img", { src: url });
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(1, MOST / Math.max(width, height));
    const canvas = el("canvas", {
      width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)),
    });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // under what is transparent
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await jpeg(canvas, file.name);
  } catch {
    return file;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A canvas as a file with this name, whose end becomes «.jpg». */
export async function jpeg(canvas, name) {
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.9); });
  return new File([blob], `${name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
}
