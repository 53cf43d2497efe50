import { statfs } from 'node:fs/promises';

/** Room on the disk that a folder is on, in bytes: what its user may still take of it, and all. */
export async function diskOf(folder: string): Promise<{ readonly free: number; readonly total: number }> {
  const { bavail, bsize, blocks } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}
