import type { FastifyInstance } from 'fastify';
import { unavailable } from '../kernel/errors.ts';
import type { Timeouts } from './timeouts.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Runs on the pool of reports, and may take longer. */
    heavy?: boolean;
  }
}

/** Seconds that a heavy read has beyond its longest statement. */
const beyondStatement = 5;

/** Ends what takes too long: the transaction is cut, so that Postgres rolls back, and the caller is answered 503. */
export function limitHandlers(app: FastifyInstance, { handlerSeconds, reportSeconds }: Timeouts): void {
  app.addHook('preHandler', (request, reply, done) => {
    const seconds = request.routeOptions.config.heavy
      ? Math.max(handlerSeconds, reportSeconds + beyondStatement)
      : handlerSeconds;
    const deadline = setTimeout(() => {
      // What streams has limits of its own.
      if (reply.sent || reply.raw.headersSent) return;
      request.effort.giveUp();
      void reply.send(unavailable({ detail: `No answer within ${seconds} s.`, retryAfterSeconds: 1 }));
    }, seconds * 1_000);
    reply.raw.once('close', () => clearTimeout(deadline));
    done();
  });
}
