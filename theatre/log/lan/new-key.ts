/** A machine's own key for a house's log. */
import { createUser } from '@nats-io/nkeys';

/** `seed` is the secret half: it stays on the machine that made it. */
export function newKey(): { readonly publicKey: string; readonly seed: string } {
  const pair = createUser();
  return { publicKey: pair.getPublicKey(), seed: new TextDecoder().decode(pair.getSeed()) };
}
