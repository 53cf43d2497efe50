/** The running hash of a ledger is the one that archives have, so that each can vouch for the other. */
export { EMPTY_LEDGER, hashAfter } from '../../../theatre/archive/ledger-hash.ts';
