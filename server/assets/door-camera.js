/** The camera of the door: from the press of a button until the page is hidden, the back one, with its light where it has one. */
import { openReader } from './door-reader.js';
import { byId, words } from './page.js';

const LOOK_MS = 120;

/** Tells of each look at the picture: the code that was seen, or none. @param {(text: string | undefined) => void} looked */
export function startCamera(looked) {
  const button = /** @type {HTMLButtonElement | null} */ (byId('camera'));
  const torch = /** @type {HTMLButtonElement | null} */ (byId('torch'));
  const view = /** @type {HTMLVideoElement | null} */ (byId('view'));
  const note = byId('camera-note');
  if (!button || !torch || !view || !note) return;
  /** @type {{ stream: MediaStream, reader: ReturnType<typeof openReader>, awake?: WakeLockSentinel } | undefined} */
  let open;
  let opening = false;

  /** @param {string} [why] names a sentence; none where it was stopped on purpose */
  const stop = (why) => {
    const was = open;
    open = undefined;
    if (was) {
      for (const track of was.stream.getTracks()) track.stop();
      was.reader.stop();
      void was.awake?.release().catch(() => undefined);
    }
    view.srcObject = null;
    view.hidden = true;
    torch.hidden = true;
    delete document.body.dataset.camera;
    button.setAttribute('aria-pressed', 'false');
    button.textContent = words('cameraOn');
    note.textContent = why ? words(why) : '';
    note.classList.toggle('bad', why !== undefined);
  };

  const look = async () => {
    const looking = open;
    if (!looking) return;
    try {
      const text = await looking.reader.read(view);
      if (open === looking) looked(text);
    } catch {
      if (open === looking) stop('cameraFailed');
      return;
    }
    setTimeout(() => void look(), LOOK_MS);
  };

  const start = async () => {
    if (!window.isSecureContext || !navigator.mediaDevices) return stop('cameraInsecure');
    opening = true;
    /** @type {MediaStream} */
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      });
    } catch (error) {
      return stop(reasonOf(error));
    } finally {
      opening = false;
    }
    // Hidden while somebody was asked whether it may.
    if (document.hidden) {
      for (const track of stream.getTracks()) track.stop();
      return;
    }
    const [track] = stream.getVideoTracks();
    track?.addEventListener('ended', () => open?.stream === stream && stop('cameraStopped'));
    open = { stream, reader: openReader() };
    view.srcObject = stream;
    view.hidden = false;
    document.body.dataset.camera = '';
    button.setAttribute('aria-pressed', 'true');
    button.textContent = words('cameraOff');
    note.textContent = words('cameraLooking');
    note.classList.remove('bad');
    lightOf(track, torch);
    await view.play().catch(() => undefined);
    void stayAwake();
    void look();
  };

  /** A door's phone is not touched for minutes. */
  const stayAwake = async () => {
    const here = open;
    const awake = await navigator.wakeLock?.request('screen').catch(() => undefined);
    if (open && open === here) Object.assign(open, { awake });
    else void awake?.release().catch(() => undefined);
  };

  button.hidden = false;
  button.addEventListener('click', () => {
    if (open) stop();
    else if (!opening) void start();
  });
  document.addEventListener('visibilitychange', () => document.hidden && open && stop());
  addEventListener('pagehide', () => open && stop());
}

/** @param {unknown} error of `getUserMedia` */
function reasonOf(error) {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'cameraRefused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'cameraNone';
    case 'NotReadableError':
    case 'AbortError':
      return 'cameraBusy';
    default:
      return 'cameraFailed';
  }
}

/** @param {MediaStreamTrack | undefined} track @param {HTMLButtonElement} button */
function lightOf(track, button) {
  const has = /** @type {{ torch?: boolean } | undefined} */ (track?.getCapabilities?.())?.torch === true;
  button.hidden = !has;
  button.setAttribute('aria-pressed', 'false');
  button.onclick = async () => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    try {
      await track?.applyConstraints({ advanced: [/** @type {MediaTrackConstraintSet} */ ({ torch: on })] });
      button.setAttribute('aria-pressed', String(on));
    } catch {
      button.hidden = true;
    }
  };
}
