/** Money, dates and times as the house writes them. */

export interface Formats {
  /** BCP 47. */
  readonly locale: string;
  /** An amount in minor units of an ISO 4217 currency: `€25`, `€25.50`. */
  money(minor: number, currency: string): string;
  /** A number that is not grouped, as it is typed: `5.5`. */
  plain(number: number): string;
  /** Of 1: `87 %` as the language writes it. */
  percent(share: number): string;
  /** Of an epoch in milliseconds: `19:24`. */
  time(at: number): string;
  /** `19:24:10`. */
  second(at: number): string;
  /** `Saturday 21 November 2026 at 19:30`. */
  evening(at: number): string;
  /** `Sat 21 Nov`, and `Wed 3 Feb 2027` where that is not the year of `now` (defaults to the present). */
  day(at: number, now?: number): string;
}

const made = new Map<string, Formats>();

/** The formats of a locale (BCP 47) and a time zone (IANA). The zone defaults to this process's, which is the house's. */
export function formatsFor(locale = 'en-GB', timeZone?: string): Formats {
  const key = `${locale} ${timeZone ?? ''}`;
  const known = made.get(key);
  if (known) return known;
  const zone = timeZone === undefined ? {} : { timeZone };
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, ...zone });
    return (at: number) => format.format(at);
  };
  const monies = new Map<string, Intl.NumberFormat>();
  const money = (minor: number, currency: string) => {
    let format = monies.get(currency);
    if (!format) {
      format = new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
      monies.set(currency, format);
    }
    return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  };
  const plains = new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 6 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const year = dates({ year: 'numeric' });
  const thisYear = dates({ weekday: 'short', day: 'numeric', month: 'short' });
  const anyYear = dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const formats: Formats = {
    locale,
    money,
    plain: (number) => plains.format(number),
    percent: (share) => percents.format(share),
    time: dates({ hour: '2-digit', minute: '2-digit' }),
    second: dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    evening: dates({
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
    day: (at, now = Date.now()) => (year(at) === year(now) ? thisYear(at) : anyYear(at)),
  };
  made.set(key, formats);
  return formats;
}
