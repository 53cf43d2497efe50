const beside = (words: string, said: string) => (said === '' ? words : `${words} (${said})`);

/** Why a mail is not sent; `said` is what the system or the mail server said of it, or nothing. */
export const mailProblems = {
  'no-address': () => 'The order has no e-mail address',
  'no-seats': () => 'The order has no seats any more',
  erased: () => 'The customer’s name and address were erased',
  'given-up': (said: string) =>
    said === '' ? 'Given up after days of trying' : `Given up after days of trying, at last: ${said}`,
  'hung-up': (said: string) => beside('The mail server closed the connection', said),
  'no-connection': (said: string) => beside('There is no connection to the mail server', said),
  ending: (said: string) => beside('This server was ended before the mail was away', said),
  untrusted: (said: string) =>
    `${beside('The certificate of the mail server is not trusted', said)}: give NODE_EXTRA_CA_CERTS its authority, or set FULL_HOUSE_SMTP_TLS=unverified`,
  'log-late': () => 'The log did not answer in time',
  late: (said: string) => beside('The mail server does not answer in time', said),
};
