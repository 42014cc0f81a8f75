import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tooManyRequests } from '../kernel/errors.ts';
import type { Authenticator } from './authenticate.ts';
import type { Config } from './config.ts';

const minute = 60_000;

/** Authenticates every request of the scope, bounded by token and, for guesses, by address; says what is left in RateLimit headers. */
export async function guard(
  app: FastifyInstance,
  config: Config,
  authenticator: Authenticator,
): Promise<void> {
  app.decorateRequest('actor', null as never);
  await app.register(rateLimit, {
    max: config.rateLimit,
    timeWindow: minute,
    hook: 'onRequest',
    keyGenerator: (request) => request.headers.authorization ?? request.ip,
    errorResponseBuilder: (_, { ttl }) => tooManyRequests({ retryAfterSeconds: Math.ceil(ttl / 1000) }),
  });
  const failures = app.createRateLimit({
    max: config.failedAuthenticationLimit,
    timeWindow: minute,
    keyGenerator: (request: FastifyRequest) => `refused ${request.ip}`,
  });
  app.addHook('onRequest', async (request) => {
    try {
      request.actor = await authenticator.actor(request.headers.authorization);
    } catch (refusal) {
      const guesses = await failures(request);
      if ('isExceeded' in guesses && guesses.isExceeded)
        throw tooManyRequests({ retryAfterSeconds: guesses.ttlInSeconds });
      throw refusal;
    }
  });
  // Both, since a streamed answer skips the second and a refusal of the limiter the first.
  app.addHook('preHandler', async (_, reply) => sayLimits(reply, config.rateLimit));
  app.addHook('onSend', async (_, reply, payload) => {
    sayLimits(reply, config.rateLimit);
    return payload;
  });
}

/** Turns the limiter's own headers into those of the RateLimit standard. */
function sayLimits(reply: FastifyReply, quota: number): void {
  const { 'x-ratelimit-remaining': left, 'x-ratelimit-reset': reset } = reply.getHeaders();
  if (left === undefined) return;
  for (const name of ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'])
    reply.removeHeader(name);
  reply.header('ratelimit', `"default";r=${String(left)};t=${String(reset)}`);
  reply.header('ratelimit-policy', `"default";q=${quota};w=${minute / 1000}`);
}
