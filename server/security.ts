/** What browsers are told to allow: our own scripts, styles, pictures and streams, nothing else, and no frames around us. */
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** What no page of ours asks for, nor anything that got into one. */
const NEVER = ['display-capture', 'geolocation', 'microphone', 'midi', 'payment', 'serial', 'usb'];

/** Which features of a browser a page may use: none of these, but for the camera at the door. */
export function permissionsPolicy({ camera }: { readonly camera: boolean }): string {
  return [`camera=(${camera ? 'self' : ''})`, ...NEVER.map((feature) => `${feature}=()`)].join(', ');
}

/** What is promised where TLS is spoken, by us or by a proxy that we trust: for a month. */
const HSTS = 'max-age=2592000';

/** For answers that are made before any hook has run, to what is no request of ours: there is nothing in them to load. */
export const bareHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'permissions-policy': permissionsPolicy({ camera: false }),
};

/** These, and what holds over TLS. */
export function secureBare(reply: FastifyReply): FastifyReply {
  sayTls(reply);
  return reply.headers(bareHeaders);
}

function sayTls(reply: FastifyReply): void {
  // A promise that is only kept, and only believed, over TLS.
  if (reply.request.protocol !== 'https') return;
  reply.headers({
    'strict-transport-security': HSTS,
    'cross-origin-opener-policy': 'same-origin',
    'origin-agent-cluster': '?1',
  });
}

export async function secure(app: FastifyInstance): Promise<void> {
  const self = ["'self'"];
  const none = ["'none'"];
  const closed = permissionsPolicy({ camera: false });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', closed);
    sayTls(reply);
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
    // Said above, where it is known how the one who asks reaches us.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
}
