/** Why sales are shut after the log was found to be another one than the database remembers. */
export const differences = {
  behind: (title: string, found: number, remembered: number) =>
    `The log of “${title}” ends at ${found}, but this house had already recorded ${remembered}: bookings may be missing from it.`,
  differs: (title: string, remembered: number) =>
    `The log of “${title}” is not the one this house recorded up to ${remembered}: it may have been restored from an older copy.`,
  shut: 'Sales are shut so that no seat is sold twice. Ask whoever looks after the machine to run “npm run repair”.',
};
