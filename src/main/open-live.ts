import { LogUnreachable } from '../../theatre/log/errors.ts';
import type { LiveScreening } from '../../theatre/log/screenings.ts';
import type { Theatre } from './theatre.ts';

/** A screening as it goes on, or why it is not to be had now. */
export async function openLive(
  { screenings }: Pick<Theatre, 'screenings'>,
  screeningId: string,
): Promise<LiveScreening | 'log-unreachable' | 'unknown-screening'> {
  try {
    return (await screenings.open(screeningId)) ?? 'unknown-screening';
  } catch (error) {
    if (error instanceof LogUnreachable) return 'log-unreachable';
    throw error;
  }
}
