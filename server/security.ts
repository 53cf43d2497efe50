/** What browsers are told to allow: our own scripts, styles, pictures and streams, nothing else, and no frames around us. */
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

export async function secure(app: FastifyInstance, tls: boolean): Promise<void> {
  const self = ["'self'"];
  const none = ["'none'"];
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none,
        scriptSrc: self,
        styleSrc: self,
        imgSrc: [...self, 'data:'],
        fontSrc: self,
        connectSrc: self,
        manifestSrc: self,
        formAction: self,
        baseUri: none,
        frameAncestors: none,
      },
    },
    xFrameOptions: { action: 'deny' },
    // With `no-referrer` a browser sends `Origin: null` with a form, and we could not tell our own pages from others.
    referrerPolicy: { policy: 'same-origin' },
    // A promise that is only kept, and only believed, over TLS.
    strictTransportSecurity: tls ? { maxAge: 30 * 24 * 3600, includeSubDomains: false } : false,
    crossOriginOpenerPolicy: tls,
    originAgentCluster: tls,
  });
}
