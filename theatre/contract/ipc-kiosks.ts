/** The part of the window's contract with main that is about other kiosks: letting them into this house, and joining another's. */
import { z } from 'zod';
import { line } from './ipc-fields.ts';

/** A manager's, where `asksPin` says so and the log cannot say who is one. */
const pin = z.string().regex(/^\d{4,8}$/);

export const kiosksRequests = {
  /** How this kiosk stands to others. Later changes are pushed. */
  kiosks: z.undefined(),
  openToKiosks: z.undefined(),
  closeToKiosks: z.undefined(),
  /** Shows another code; one that was open is over. */
  newCode: z.undefined(),
  endCode: z.undefined(),
  /** Cuts a machine off at once. */
  revokeKiosk: z.strictObject({ id: z.string().regex(/^[a-z0-9-]{6,40}$/) }),
  /** With what the other kiosk shows. The window begins anew when it is done. */
  joinHouse: z.strictObject({ address: line(260), code: line(40), name: line(40), pin: pin.exactOptional() }),
  /** Back to the house that this kiosk had before. The window begins anew. */
  leaveHouse: z.strictObject({ pin: pin.exactOptional() }),
} as const satisfies Record<string, z.ZodType>;

export interface MachineLine {
  readonly id: string;
  readonly name: string;
  readonly role: 'kiosk' | 'patron-server' | 'reader';
  /** Epoch milliseconds. */
  readonly since: number;
  readonly connected: boolean;
}

export interface ShownCode {
  readonly text: string;
  /** Epoch milliseconds. */
  readonly until: number;
  readonly triesLeft: number;
}

export type KiosksView =
  /** The log of this kiosk is not there yet. */
  | { readonly is: 'starting' }
  | {
      readonly is: 'own';
      readonly open: boolean;
      /** `host:port` as another kiosk has to be told it. */
      readonly addresses: readonly string[];
      readonly code?: ShownCode;
      /** What became of the last code; the name of who came with it. */
      readonly last?: { readonly end: 'used'; readonly name: string } | { readonly end: 'expired' | 'tried-out' };
      readonly machines: readonly MachineLine[];
      /** What this machine would be called elsewhere. */
      readonly name: string;
      readonly asksPin: boolean;
    }
  | {
      readonly is: 'joined';
      readonly name: string;
      readonly address: string;
      /** Epoch milliseconds. */
      readonly since: number;
      readonly revoked: boolean;
      /** Until the log has said who works here, a manager's PIN is wanted for joining and leaving. */
      readonly asksPin: boolean;
    }
  /** `NATS_URL` says where the log is; who joins what is decided there. */
  | { readonly is: 'elsewhere' };

export interface KiosksValues {
  kiosks: KiosksView;
  openToKiosks: null;
  closeToKiosks: null;
  newCode: null;
  endCode: null;
  revokeKiosk: null;
  joinHouse: null;
  leaveHouse: null;
}

export interface KiosksPushes {
  kiosks: KiosksView;
}
