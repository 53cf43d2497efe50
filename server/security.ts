/** What browsers are told to allow: our own scripts, styles, pictures and streams, nothing else, and no frames around us. */
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** What no page of ours asks for, nor anything that got into one. */
const NEVER = ['display-capture', 'geolocation', 'microphone', 'midi', 'payment', 'serial', 'usb'];

/** Which features of a browser a page may use: none of these, but for the camera at the door. */
export function permissionsPolicy({ camera }: { readonly camera: boolean }): string {
  return [`camera=(${camera ? 'self' : ''})`, ...NEVER.map((feature) => `${feature}=()`)].join(', ');
}

export async function secure(app: FastifyInstance, tls: boolean): Promise<void> {
  const self = ["'self'"];
  const none = ["'none'"];
  const closed = permissionsPolicy({ camera: false });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', closed);
  });
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
