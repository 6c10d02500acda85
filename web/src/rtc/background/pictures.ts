// Pictures to sit in front of: ours, drawn for this, and one of one's own that never leaves this browser.
import { pictureAddress, type ScenePicture } from '../../state/background';

/** As large as anything that is sent. */
const width = 1280;
const height = 720;
const longSide = 1920;

export async function scenePicture(scene: ScenePicture): Promise<ImageBitmap> {
  return drawn(pictureAddress(scene));
}

export async function pictureOf(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file);
}

/** No larger than needed, and without what cameras write beside the picture (place, time). */
export async function reduced(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longSide / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(picture.width * scale, picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}

/** Browsers make no ImageBitmap of an SVG file directly. */
async function drawn(address: string): Promise<ImageBitmap> {
  const image = new Image(width, height);
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
  return canvas.transferToImageBitmap();
}
