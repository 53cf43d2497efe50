/** What a door's camera sees, as a film that Chromium plays for its fake camera: QR codes as people hold them. */
import { closeSync, openSync, writeSync } from 'node:fs';
import encodeQR from 'qr';

export interface Scene {
  /** In the QR code that is held up; nothing is held up without. */
  readonly text?: string;
  readonly seconds: number;
}

export interface FilmOptions {
  readonly width?: number;
  readonly height?: number;
  readonly perSecond?: number;
}

/** How a code is held in one frame: degrees, modules of blur, the paper's and the ink's light (0 to 255), noise. */
interface Pose {
  readonly turn: number;
  readonly blur: number;
  readonly paper: number;
  readonly ink: number;
  readonly noise: number;
}

/** Well held; turned; out of focus; a dark foyer; turned in the dark with a lamp behind. */
const poses: readonly Pose[] = [
  { turn: 2, blur: 0.1, paper: 215, ink: 35, noise: 10 },
  { turn: -9, blur: 0.15, paper: 200, ink: 45, noise: 20 },
  { turn: 4, blur: 0.35, paper: 190, ink: 50, noise: 8 },
  { turn: -3, blur: 0.15, paper: 80, ink: 22, noise: 10 },
  { turn: 12, blur: 0.2, paper: 130, ink: 40, noise: 14 },
];

/** Writes the scenes one after the other; the film begins anew when it is over. */
export function writeFilm(file: string, scenes: readonly Scene[], options: FilmOptions = {}): void {
  const { width = 640, height = 480, perSecond = 5 } = options;
  const colourless = Buffer.alloc((width * height) / 2, 128);
  const out = openSync(file, 'w');
  try {
    writeSync(out, `YUV4MPEG2 W${width} H${height} F${perSecond}:1 Ip A1:1 C420jpeg\n`);
    for (const { text, seconds } of scenes) {
      const modules = text === undefined ? [] : encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
      for (let at = 0; at < seconds * perSecond; at++) {
        const pose = poses[at % poses.length] ?? poses[0]!;
        writeSync(out, 'FRAME\n');
        writeSync(out, frame(modules, pose, { width, height }));
        writeSync(out, colourless);
      }
    }
  } finally {
    closeSync(out);
  }
}

/** The luma of one picture: the paper with its code on a cluttered ground, light falling off to one side. */
function frame(
  modules: readonly (readonly boolean[])[],
  { turn, blur, paper, ink, noise }: Pose,
  { width, height }: { readonly width: number; readonly height: number },
): Buffer {
  const picture = Buffer.alloc(width * height);
  const size = modules.length;
  const scale = (height * 0.8) / Math.max(1, size);
  const [sin, cos] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)];
  const dark = (x: number, y: number): number => (modules[Math.floor(y)]?.[Math.floor(x)] === true ? 1 : 0);
  let seed = 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [(x - width / 2) / scale, (y - height / 2) / scale];
      const [u, v] = [dx * cos + dy * sin + size / 2, dy * cos - dx * sin + size / 2];
      seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
      const grain = (seed / 2 ** 32 - 0.5) * 2 * noise;
      const inside = u >= 0 && v >= 0 && u < size && v < size;
      const share = (dark(u - blur, v) + dark(u + blur, v) + dark(u, v - blur) + dark(u, v + blur)) / 4;
      const shade = 0.75 + (0.25 * x) / width;
      const ground = 70 + ((x >> 5) % 3) * 20 + ((y >> 6) % 2) * 15;
      const light = inside ? paper + (ink - paper) * share : ground;
      picture[y * width + x] = Math.max(0, Math.min(255, light * shade + grain));
    }
  }
  return picture;
}
