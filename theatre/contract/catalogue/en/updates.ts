/** Newer versions of the desktop app. */
export const updates = {
  ready: (version: string) => `Version ${version} is ready, and put in when you close the app`,
};
