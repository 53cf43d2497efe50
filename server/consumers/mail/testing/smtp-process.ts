/** A real SMTP server in a process of its own, which does what a test tells it to; runs as a child of `smtp-server.ts`. */
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { SmtpOrders, SmtpReport } from './smtp-server.ts';

const { secure, plain, user, pass, port } = JSON.parse(process.argv[2] ?? '{}') as {
  secure: boolean;
  plain: boolean;
  user?: string;
  pass?: string;
  port: number;
};
let orders: SmtpOrders = {};
const report = (what: SmtpReport, then: () => void = () => undefined) => process.send?.(what, then);
const refusal = (code: number) =>
  Object.assign(new Error(code < 500 ? 'not now' : 'no such mailbox'), { responseCode: code });

const options: SMTPServerOptions = {
  secure,
  disabledCommands: [...(plain ? ['STARTTLS'] : []), ...(user === undefined ? ['AUTH'] : [])],
  authOptional: user === undefined,
  logger: false,
  closeTimeout: 100,
  onAuth: (auth, _session, done) =>
    auth.username === user && auth.password === pass
      ? done(null, { user: auth.username })
      : done(new Error(`wrong: ${auth.username} ${auth.password}`)),
  onRcptTo({ address }, _session, done) {
    report({ rcpt: address });
    if (orders.hangAtRcpt === true) return;
    const code = orders.rcpt?.shift();
    setTimeout(() => done(code === undefined ? null : refusal(code)), orders.slowMs ?? 0);
  },
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const code = orders.data?.shift();
      if (code !== undefined) return done(refusal(code));
      const { mailFrom, rcptTo } = session.envelope;
      const mail = {
        raw: Buffer.concat(chunks).toString('latin1'),
        from: mailFrom === false ? '' : mailFrom.address,
        to: rcptTo.map(({ address }) => address),
        secure: session.secure,
      };
      // Told before it is answered, so that a test may kill whoever waits for the answer.
      report({ mail }, () => {
        if (orders.hangAfterData !== true) done();
      });
      return undefined;
    });
  },
};
const server = new SMTPServer(options);
server.on('error', () => undefined);
server.listen(port, '127.0.0.1', () => {
  const address = server.server.address();
  report({ port: typeof address === 'object' && address ? address.port : 0 });
});
process.on('message', (told: SmtpOrders) => {
  orders = told;
  report({ told: true });
});
process.on('disconnect', () => process.exit(0));
