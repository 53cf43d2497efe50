/** What whoever started the server can mend; the message is one line for them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
