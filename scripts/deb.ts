/** A .deb of the folder that electron-builder made; electron-builder's own way needs a tool from a release page. */
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronLibraries } from './prepare.ts';
import { root, step } from './steps.ts';

const { version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;

const DESKTOP_ENTRY = `[Desktop Entry]
Type=Application
Name=Full House
Comment=The box office of a theatre
Comment[de]=Die Theaterkasse
Exec=/opt/full-house/full-house
Icon=full-house
Terminal=false
Categories=Office;
StartupWMClass=Full House
`;

export interface DebOptions {
  /** The unpacked app. */
  readonly app: string;
  readonly file: string;
  /** `none` for a test, which installs it once. Defaults to `xz`. */
  readonly compression?: 'xz' | 'none';
}

/**
 * It has no scripts that run as root: the command is a link in the package, and Chromium's sandbox, for where the kernel gives
 * no user namespaces to everybody, has its mode in it. So removing it leaves nothing.
 */
export async function makeDeb({ app, file, compression = 'xz' }: DebOptions): Promise<void> {
  const tree = `${file}.tree`;
  rmSync(tree, { recursive: true, force: true });
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text, { mode: 0o644 });
  };
  try {
    cpSync(app, join(tree, 'opt/full-house'), { recursive: true });
    chmodSync(join(tree, 'opt/full-house/chrome-sandbox'), 0o4755);
    mkdirSync(join(tree, 'usr/bin'), { recursive: true });
    symlinkSync('/opt/full-house/full-house', join(tree, 'usr/bin/full-house'));
    const icons = join(tree, 'usr/share/icons/hicolor');
    for (const icon of readdirSync(join(root, 'build/icons'))) {
      const folder = join(icons, icon.replace('.png', ''), 'apps');
      mkdirSync(folder, { recursive: true });
      cpSync(join(root, 'build/icons', icon), join(folder, 'full-house.png'));
    }
    mkdirSync(join(icons, 'scalable/apps'), { recursive: true });
    cpSync(join(root, 'build/icon.svg'), join(icons, 'scalable/apps/full-house.svg'));
    put('usr/share/applications/full-house.desktop', DESKTOP_ENTRY);
    put(
      'usr/share/doc/full-house/copyright',
      `Full House, by its makers; not licensed to others.
What it is made with, in /opt/full-house: LICENSE.electron.txt, LICENSES.chromium.html, resources/LICENSES.third-party.txt
`,
    );
    put(
      'DEBIAN/control',
      `Package: full-house
Version: ${version}
Architecture: amd64
Section: misc
Priority: optional
Maintainer: The makers of Full House <full-house@example.org>
Depends: ${electronLibraries.map((names) => [names].flat().join(' | ')).join(', ')}
Description: ${description}
`,
    );
    const level = compression === 'xz' ? ['-Zxz', '-z1'] : ['-Znone'];
    if (!(await step('dpkg-deb', [...level, '--root-owner-group', '--build', tree, file], { show: 'failure' }))) {
      throw new Error('dpkg-deb could not make the .deb.');
    }
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}
