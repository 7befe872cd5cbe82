// Photos on their way to the service: made smaller here, so that they come through
// where the line is slow. The service makes each anew all the same.
import { credentials } from '../ask';

const quality = 0.85;

/** A picture with its longer side at most `side` pixels; as it is where the browser cannot. */
export async function shrink(file: Blob, side: number): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    return made ?? file;
  } catch {
    return file; // the service says what is wrong with it
  }
}

/** A picture as an address that an img may show. */
export const dataAddress = (blob: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

/** A picture for who works here; empty where there is none. */
export async function guardedPhoto(path: string): Promise<string> {
  const response = await fetch(`/api/v1/${path}`, { headers: credentials() });
  return response.ok ? dataAddress(await response.blob()) : '';
}
