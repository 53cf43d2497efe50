import { byId } from './page.js';

/** @typedef {{ rawValue: string }} Found */
/** @typedef {{ detect(of: HTMLVideoElement): Promise<Found[]> }} Detector */
/** @typedef {{ new (options: { formats: string[] }): Detector, getSupportedFormats(): Promise<string[]> }} Detectors */

const LOOK_MS = 150;

/** Where the browser itself reads codes from pictures. @param {HTMLFormElement} form @param {(text: string) => void} scanned */
export async function startCamera(form, scanned) {
  const { BarcodeDetector: Detector } = /** @type {{ BarcodeDetector?: Detectors }} */ (window);
  const button = /** @type {HTMLButtonElement | null} */ (byId('camera'));
  const view = /** @type {HTMLVideoElement | null} */ (byId('view'));
  if (!button || !view || !Detector || !navigator.mediaDevices) return;
  if (!(await Detector.getSupportedFormats()).includes('qr_code')) return;
  const detector = new Detector({ formats: ['qr_code'] });
  const on = button.textContent;
  /** @type {MediaStream | undefined} */
  let stream;
  button.hidden = false;

  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    view.hidden = true;
    button.setAttribute('aria-pressed', 'false');
    button.textContent = on;
  };
  const look = async () => {
    if (!stream) return;
    const [found] = await detector.detect(view).catch(() => /** @type {Found[]} */ ([]));
    if (found) scanned(found.rawValue);
    setTimeout(() => void look(), LOOK_MS);
  };
  const start = async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    } catch {
      button.textContent = form.dataset.cameraRefused ?? '';
      return;
    }
    view.srcObject = stream;
    view.hidden = false;
    button.setAttribute('aria-pressed', 'true');
    button.textContent = button.dataset.off ?? '';
    await view.play();
    void look();
  };
  button.addEventListener('click', () => (stream ? stop() : void start()));
  addEventListener('pagehide', stop);
}
