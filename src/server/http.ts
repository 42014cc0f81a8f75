import { randomUUIDv7 } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Actor } from '../kernel/actor.ts';
import {
  malformed,
  mediaTypeNotSupported,
  methodNotAllowed,
  notFound,
  type Problem,
} from '../kernel/errors.ts';
import type { Authenticator } from './authenticate.ts';
import type { Config } from './config.ts';
import type { Executor } from './execute/execute.ts';
import { serveGraphql } from './graphql/serve.ts';
import { serveHealth } from './health.ts';
import type { Logger } from './log.ts';
import { createMetrics } from './metrics.ts';
import { needsLook, problemBody, toProblem } from './problem.ts';
import { guard } from './rate-limits.ts';
import { CursorSealer } from './reads/cursor.ts';
import { serveDocs } from './rest/docs.ts';
import { parseStrictly } from './rest/json.ts';
import { registerRoutes } from './rest/routes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
  }
  interface FastifyContextConfig {
    operation?: string;
  }
}

export interface ServerPorts {
  config: Config;
  pool: pg.Pool;
  executor: Executor;
  authenticator: Authenticator;
  secret: string;
  log: Logger;
  /** Set when the process is about to stop. */
  readiness: { draining: boolean };
}

const bodyLimit = 1024 * 1024;

function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { retryAfterSeconds } = problem.details;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  // Where the address itself cannot be read no hook has run.
  reply.header('x-request-id', request.id).header('cache-control', 'no-store');
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(problem, request.id)));
}

function takeBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body: Buffer, done) => {
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
      if (text.trim() === '') return done(null, undefined);
      if (text.startsWith('\ufeff')) throw malformed({ detail: 'JSON has no byte order mark.' });
      done(null, parseStrictly(text));
    } catch (error) {
      done(error instanceof TypeError ? malformed({ detail: 'The body is not UTF-8.' }) : (error as Error));
    }
  });
  app.addContentTypeParser(
    ['text/csv', 'application/x-ndjson'],
    { parseAs: 'string' },
    (request, body: string, done) => {
      const bulk = request.routeOptions.url?.endsWith('/bulk');
      if (!bulk) return done(mediaTypeNotSupported());
      done(null, body);
    },
  );
}

/** The HTTP service: both surfaces, docs, health and metrics; ready to listen or to be injected into. */
export async function createServer(ports: ServerPorts): Promise<FastifyInstance> {
  const { config, pool, executor, authenticator, secret, log } = ports;
  const constraints = executor.registry.constraints;
  const metrics = createMetrics(pool);
  const app = fastify({
    logger: false,
    genReqId: () => randomUUIDv7(),
    requestIdHeader: false,
    bodyLimit,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 300 },
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    return503OnClosing: false,
    http: { maxHeaderSize: 16_384, headersTimeout: 10_000 },
    frameworkErrors(error, request, reply) {
      sendProblem(toProblem(error, constraints), request, reply as FastifyReply);
    },
    clientErrorHandler(error, socket: Socket) {
      const status = (error as { code?: string }).code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
      if (socket.writable)
        socket.end(
          `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
        );
    },
  }) as unknown as FastifyInstance;

  // The router answers a wrong method like a missing path; these tell the two apart, for a 405 with its Allow.
  const routes: { method: string; pattern: RegExp }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const pattern = new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);
    for (const each of [method].flat()) routes.push({ method: each, pattern });
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, constraints);
    if (needsLook(error, problem))
      log.error(
        { err: error, requestId: request.id, operation: request.routeOptions.config.operation },
        'request failed',
      );
    return sendProblem(problem, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!;
    const allowed = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    if (allowed.length > 0 && !allowed.includes(request.method)) {
      return sendProblem(
        methodNotAllowed(),
        request,
        reply.header('allow', [...new Set(allowed)].join(', ')),
      );
    }
    return sendProblem(notFound({ detail: 'There is nothing at this path.' }), request, reply);
  });
  takeBodies(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    if (ports.readiness.draining) reply.header('connection', 'close');
    if (request.url.length > 8_192) throw Object.assign(new Error('uri'), { statusCode: 414 });
  });
  app.addHook('onResponse', async (request, reply) => {
    const { operation = 'none' } = request.routeOptions.config;
    const surface = request.routeOptions.url === '/graphql' ? 'graphql' : 'rest';
    metrics.requests.observe(
      { operation, surface, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    const { tenantId, membershipId } = request.actor ?? {};
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        operation,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        tenantId,
        membershipId,
      },
      'request',
    );
  });
  await app.register(helmet, { contentSecurityPolicy: false });
  await app.register(cors, { origin: config.corsOrigins.length > 0 ? [...config.corsOrigins] : false });

  await app.register(async (open) => {
    serveHealth(open, pool, metrics, ports.readiness, config.metricsToken);
    await serveDocs(open, config);
  });
  await app.register(async (guarded) => {
    await guard(guarded, config, authenticator);
    await guarded.register(
      async (rest) => registerRoutes(rest, { executor, pool, cursors: new CursorSealer(secret) }),
      { prefix: '/v1' },
    );
    await serveGraphql(guarded, { executor, pool, cursors: new CursorSealer(secret), config, log });
  });
  return app;
}
