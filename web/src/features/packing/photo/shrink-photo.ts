/** The longest side of a photo that is kept: labels stay readable, a file stays near 200 KB. */
const longest = 1_600;

type Picture = { source: CanvasImageSource; width: number; height: number };

/** A picture as a JPEG of at most so many pixels a side, without what the camera wrote into the file (place, device). */
export async function shrinkPhoto({ source, width, height }: Picture): Promise<Blob> {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no picture of this photo'))), 'image/jpeg', 0.8),
  );
}

/** A file that is no picture, or one of a kind that this browser does not know. */
export class NotAPicture extends Error {
  override name = 'NotAPicture';
}

/** Shrinks a file that the phone's camera or a person chose. Rejects with NotAPicture. */
export async function shrinkFile(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new NotAPicture('the browser cannot read this file as a picture', { cause });
  });
  try {
    return await shrinkPhoto({ source: bitmap, width: bitmap.width, height: bitmap.height });
  } finally {
    bitmap.close();
  }
}
