/** Reads QR codes from pictures, in a worker, so that the page stays awake while a slow phone looks at one. */

/** @typedef {{ text?: string, failed?: string }} Read */

/** More pixels are not read better, and take longer. */
const LONGEST = 960;

/** @returns {{ read(video: HTMLVideoElement): Promise<string | undefined>, stop(): void }} `read` rejects when nothing can be read on this device. */
export function openReader() {
  const worker = new Worker(new URL('qr-worker.js', import.meta.url), { type: 'module' });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });

  /** @param {HTMLVideoElement} video */
  const read = (video) =>
    /** @type {Promise<string | undefined>} */ (
      new Promise((resolve, reject) => {
        const { videoWidth, videoHeight } = video;
        if (!context || videoWidth === 0 || videoHeight === 0) return resolve(undefined);
        const scale = Math.min(1, LONGEST / Math.max(videoWidth, videoHeight));
        const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
        if (canvas.width !== width) canvas.width = width;
        if (canvas.height !== height) canvas.height = height;
        context.drawImage(video, 0, 0, width, height);
        const { data } = context.getImageData(0, 0, width, height);
        /** @param {MessageEvent<Read>} event */
        worker.onmessage = ({ data: { text, failed } }) => {
          if (failed === undefined) resolve(text);
          else reject(new Error(failed));
        };
        worker.onerror = () => reject(new Error('the reader could not be loaded'));
        worker.postMessage({ width, height, data }, [data.buffer]);
      })
    );
  return { read, stop: () => worker.terminate() };
}
