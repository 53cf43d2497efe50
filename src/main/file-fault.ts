/** What went wrong with a file: the clerk's affair, not a bug. */
import type { Answer } from '../../theatre/contract/ipc.ts';
import { notDone } from './calls.ts';

export function isFileFault(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

const FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'may-not-write',
  EPERM: 'may-not-write',
  EROFS: 'may-not-write',
  ENOENT: 'no-folder',
  ENOTDIR: 'no-folder',
  EISDIR: 'is-folder',
  EIO: 'disk-fault',
};

/** A file that could not be written, with why by a code of ours or else the system's; what is no fault of a file is thrown again. */
export function notWritten(error: unknown): Answer<never> {
  if (!isFileFault(error)) throw error;
  return notDone('not-written', { message: FAULTS[error.code] ?? error.code });
}
