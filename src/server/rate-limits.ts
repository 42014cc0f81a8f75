import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../kernel/actor.ts';
import { tooManyRequests } from '../kernel/errors.ts';
import type { Config } from './config.ts';
import type { ServiceMetrics } from './metrics.ts';

const minute = 60_000;
/** Callers whose counts are kept; beyond them the one seen longest ago begins anew. */
const mostCallers = 20_000;

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;
/** What a limit covers, as the RateLimit headers name it. */
type Policy = 'default' | 'tenant';

/** Counts the request and refuses it where it is one too many; says what is left in RateLimit headers either way. */
async function spend(
  limits: readonly { policy: Policy; quota: number; limiter: Limiter }[],
  request: FastifyRequest,
  reply: FastifyReply,
  { rateLimited }: ServiceMetrics,
): Promise<void> {
  const lefts: string[] = [];
  const policies: string[] = [];
  for (const { policy, quota, limiter } of limits) {
    const count = await limiter(request);
    if (!('isExceeded' in count)) continue;
    lefts.push(`"${policy}";r=${count.remaining};t=${count.ttlInSeconds}`);
    policies.push(`"${policy}";q=${quota};w=${minute / 1000}`);
    reply.header('ratelimit', lefts.join(', ')).header('ratelimit-policy', policies.join(', '));
    if (count.isExceeded) {
      rateLimited.inc({ limit: policy });
      throw tooManyRequests({ retryAfterSeconds: count.ttlInSeconds });
    }
  }
}

/**
 * Authenticates every request of the scope; bounds it by membership (whatever token it uses), by tenant and, for
 * guesses, by address. Counts are each process's own: with n processes behind a proxy a caller has up to n times as many.
 */
export async function guard(
  app: FastifyInstance,
  config: Config,
  actorOf: (request: FastifyRequest) => Promise<Actor>,
  metrics: ServiceMetrics,
): Promise<void> {
  app.decorateRequest('actor', null as never);
  await app.register(rateLimit, { global: false, cache: mostCallers });
  const limiter = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max, timeWindow: minute, keyGenerator });
  const failures = limiter(config.failedAuthenticationLimit, ({ ip }) => ip);
  const limits = [
    {
      policy: 'default',
      quota: config.rateLimit,
      limiter: limiter(config.rateLimit, ({ actor }) => `${actor.tenantId} ${actor.membershipId}`),
    },
    {
      policy: 'tenant',
      quota: config.tenantRateLimit,
      limiter: limiter(config.tenantRateLimit, ({ actor }) => actor.tenantId),
    },
  ] as const;
  app.addHook('onRequest', async (request, reply) => {
    try {
      request.actor = await actorOf(request);
    } catch (refusal) {
      // A database that cannot answer says nothing against the credentials.
      if ((refusal as { status?: number }).status !== 401) throw refusal;
      const guesses = await failures(request);
      if ('isExceeded' in guesses && guesses.isExceeded) {
        metrics.rateLimited.inc({ limit: 'guesses' });
        throw tooManyRequests({ retryAfterSeconds: guesses.ttlInSeconds });
      }
      throw refusal;
    }
    await spend(limits, request, reply, metrics);
  });
}
