// What the packaged Electron can no longer be made to do, whoever starts it and with which flags or variables. For
// `electronFuses` in electron-builder's configuration.
module.exports = {
  // The server for patrons is a utility process: it needs no Electron that acts as a plain Node.
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  // The page is served under app://, never from a file.
  grantFileProtocolExtraPrivileges: false,
};
