/** Answers each picture with the QR code in it, if there is one. */

/** @typedef {typeof import('qr/decode.js')} Library */

/** @type {Promise<Library>} */
const library = import(new URL('qr/decode.js', import.meta.url).href);

addEventListener('message', (/** @type {MessageEvent<import('qr/decode.js').Image>} */ { data: picture }) => {
  library.then(
    ({ decodeQR }) => postMessage({ text: found(decodeQR, picture) }),
    (error) => postMessage({ failed: String(error) }),
  );
});

/** Finding none is what the library throws for. @param {Library['decodeQR']} decodeQR @param {import('qr/decode.js').Image} picture */
function found(decodeQR, picture) {
  try {
    return decodeQR(picture);
  } catch {
    return undefined;
  }
}
