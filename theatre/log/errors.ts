/** The log did not answer, or there is no connection: nothing can be said about its content now. */
export class LogUnreachable extends Error {
  override readonly name = 'LogUnreachable';
}

/** The log is there but cannot be used as it is; the message says what to change. */
export class LogUnfit extends Error {
  override readonly name = 'LogUnfit';
}

/** The house does not let this machine in: it never did, or it revoked it. */
export class LogRefused extends LogUnfit {}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
