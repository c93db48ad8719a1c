// What upload service and middleware share: the body of a request becomes a denoised picture, within limits.
import { Buffer } from 'node:buffer';
import { decodePicture, encodePicture, ImageError } from 'cleargrain';

/** A refusal with its HTTP status. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The body of a request; reading stops at the limit. */
async function bodyOf(request, mostBytes) {
  const tooLarge = () => new Refusal(413, `expected at most ${mostBytes} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  const pieces = [];
  let size = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    size += piece.length;
    if (size > mostBytes) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/**
 * A function from a request and a signal to a denoised picture. One picture is worked on at a time; `mostWaiting` more may wait, the next is
 * refused at once with 503, before its body is read: that is the back-pressure.
 */
export function createRequestDenoiser(denoiser, { mostBytes = 20e6, mostPixels = 50e6, mostWaiting = 8 } = {}) {
  let waiting = 0;
  let last = Promise.resolve();
  const denoise = async (request, signal) => {
    const bytes = await bodyOf(request, mostBytes);
    const work = async () => {
      signal.throwIfAborted();
      const picture = await decodePicture(bytes, { name: 'the picture' });
      if (picture.width * picture.height > mostPixels) throw new Refusal(413, `expected at most ${mostPixels / 1e6} megapixels`);
      const result = picture.like();
      await denoiser.denoiseTo(picture, result, { signal });
      return { format: picture.origin.format === 'gif' ? 'png' : picture.origin.format, bytes: await encodePicture(result) };
    };
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return async (request, signal) => {
    if (waiting > mostWaiting) throw new Refusal(503, 'too many pictures at once, try again later');
    waiting++;
    try {
      return await denoise(request, signal);
    } catch (error) {
      throw error instanceof ImageError ? new Refusal(415, error.message) : error;
    } finally {
      waiting--;
    }
  };
}
