/** What tickets are printed on, in millimetres: `a6` for sheets and phones, `roll` for the 80 mm paper of counter printers, which print 72 mm of it. */
export const papers = {
  a6: { width: 105, height: 148, margin: 8 },
  roll: { width: 80, height: 140, margin: 4 },
} as const;

export type Paper = keyof typeof papers;

export const paperNames = ['a6', 'roll'] as const satisfies readonly Paper[];
