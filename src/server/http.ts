import { randomUUIDv7 } from 'node:crypto';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Actor } from '../kernel/actor.ts';
import {
  malformed,
  mediaTypeNotSupported,
  methodNotAllowed,
  notFound,
  type Problem,
} from '../kernel/errors.ts';
import type { Operation } from '../kernel/operation.ts';
import { AccessLog } from './access-log/access-log.ts';
import { keepAccesses } from './access-log/keep-accesses.ts';
import { noteRefusal } from './access-log/notes.ts';
import type { Authenticator } from './authenticate.ts';
import { compressAnswers } from './compression.ts';
import type { Config } from './config.ts';
import type { Pools } from './database/pool.ts';
import type { Executor } from './execute/execute.ts';
import type { PollPorts } from './execute/poll.ts';
import { Exporter } from './exports/exporter.ts';
import { openDoor, refuseUnread } from './front-door.ts';
import { serveGraphql } from './graphql/serve.ts';
import { endKeptConnections } from './kept-connections.ts';
import { limitHandlers } from './handler-limit.ts';
import { serveHealth } from './health.ts';
import { actorByLink, registerFileRoutes, type FileService } from './files/content-routes.ts';
import { serveLinks } from './links/serve-links.ts';
import { registerContentRoute } from './imports/content-route.ts';
import type { Receiver } from './imports/receive.ts';
import type { Logger } from './log.ts';
import { createMetrics } from './metrics.ts';
import { Pressure } from './pressure.ts';
import { needsLook, problemBody, toProblem } from './problem.ts';
import { guard } from './rate-limits.ts';
import { CursorSealer } from './reads/cursor.ts';
import { serveDocs } from './rest/docs.ts';
import { describeRequests } from './request-line.ts';
import { parseStrictly } from './rest/json.ts';
import { registerRoutes } from './rest/routes.ts';
import { startTracing } from './telemetry.ts';
import type { Clients } from './oauth/clients.ts';
import type { OwnTokens } from './oauth/own-tokens.ts';
import { serveTokens } from './oauth/serve-tokens.ts';

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
  pools: Pools;
  executor: Executor;
  authenticator: Authenticator;
  clients: Clients;
  tokens: OwnTokens;
  receiver: Receiver;
  files: FileService;
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
export async function createServer(given: ServerPorts): Promise<FastifyInstance> {
  const { config, pools, executor, authenticator, secret, log } = given;
  const constraints = executor.registry.constraints;
  const pressure = new Pressure(config, pools.requests, log);
  const accessLog = new AccessLog(pools.reserve, log);
  const metrics = createMetrics(pools, pressure, accessLog);
  const tracing = config.traceCollector ? await startTracing(config.traceCollector) : undefined;
  const app = fastify({
    logger: false,
    genReqId: () => randomUUIDv7(),
    requestIdHeader: false,
    bodyLimit,
    routerOptions: { maxParamLength: 300 },
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    return503OnClosing: false,
    serverFactory: (handler) => openDoor(handler, config.timeouts, pressure),
    clientErrorHandler: refuseUnread,
    frameworkErrors(error, request, reply) {
      sendProblem(toProblem(error, constraints), request, reply as FastifyReply);
    },
  }) as unknown as FastifyInstance;

  // The router answers a wrong method like a missing path; these tell the two apart, for a 405 with its Allow.
  const routes: { method: string; pattern: RegExp }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const pattern = new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);
    for (const each of [method].flat()) routes.push({ method: each, pattern });
  });
  const countRefusal = ({ status, declaration }: Problem) => {
    if (status === 401 || status === 403) metrics.accessRefused.inc({ code: declaration.code });
  };
  const refused = (problem: Problem, operation?: Operation) => {
    countRefusal(problem);
    noteRefusal(problem, operation, { name: 'graphql' });
  };
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, constraints);
    const { operation: name = 'none' } = request.routeOptions.config;
    const [subjectId] = Object.values((request.params ?? {}) as Record<string, string>);
    countRefusal(problem);
    noteRefusal(problem, executor.registry.operations.get(name), { subjectId, name });
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
  describeRequests(app, log, metrics, tracing);
  keepAccesses(app, accessLog, config.issuers);
  takeBodies(app);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    if (given.readiness.draining) reply.header('connection', 'close');
    done(request.url.length > 8_192 ? Object.assign(new Error('uri'), { statusCode: 414 }) : undefined);
  });
  endKeptConnections(app);
  app.addHook('onClose', async () => {
    pressure.stop();
    await tracing?.stop();
  });
  compressAnswers(app);
  await app.register(helmet, { contentSecurityPolicy: false });
  if (config.corsOrigins.length > 0)
    await app.register(cors, {
      origin: [...config.corsOrigins],
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH'],
      exposedHeaders: ['content-disposition'],
    });

  await app.register(async (open) => {
    serveHealth(open, pools, metrics, given.readiness, config.metricsToken);
    await serveDocs(open, config);
  });
  await app.register(async (open) => serveTokens(open, { ...given, accessLog }));
  const stillActs: PollPorts['stillActs'] = (caller) => authenticator.stillActs(caller);
  const { stallSeconds } = config.timeouts;
  const ports = {
    executor,
    pool: pools.requests,
    reports: pools.reports,
    exporter: new Exporter({ pool: pools.exports, stillActs, stallSeconds }),
    cursors: new CursorSealer(secret),
    stillActs,
    stallSeconds,
  };
  await app.register(
    async (open) => {
      limitHandlers(open, config.timeouts);
      serveLinks(open, { executor, pool: pools.requests, config });
    },
    { prefix: '/v1' },
  );
  await app.register(async (guarded) => {
    const actorOf = (request: FastifyRequest) =>
      actorByLink(request, given.files.links) ?? authenticator.actor(request.headers.authorization);
    await guard(guarded, config, actorOf, metrics);
    limitHandlers(guarded, config.timeouts);
    await guarded.register(
      async (rest) => {
        registerRoutes(rest, ports);
        registerContentRoute(rest, given.receiver, ports);
        registerFileRoutes(rest, given.files, ports, stallSeconds);
      },
      { prefix: '/v1' },
    );
    // In a scope of its own: its hooks are nothing to the other routes.
    await guarded.register(async (graphql) =>
      serveGraphql(graphql, { ...ports, config, log, onProblem: refused }),
    );
  });
  return app;
}
