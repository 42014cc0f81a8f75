import type { Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Effort, efforts } from './effort.ts';
import type { Logger } from './log.ts';
import type { ServiceMetrics } from './metrics.ts';
import type { Tracing } from './telemetry.ts';
import { traceContextOf } from './trace-context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    effort: Effort;
    traceId: string | undefined;
    span: Span | undefined;
    bytesBefore: number;
  }
}

function bytesOf(request: FastifyRequest, reply: FastifyReply): number {
  const known = reply.getHeader('content-length');
  return known === undefined
    ? Math.max(0, (request.raw.socket?.bytesWritten ?? 0) - request.bytesBefore)
    : Number(known);
}

/** One line, one figure and, where they are collected, one span for each request; its effort is counted meanwhile (OBS-1, OBS-2). */
export function describeRequests(
  app: FastifyInstance,
  log: Logger,
  metrics: ServiceMetrics,
  tracing: Tracing | undefined,
): void {
  app.decorateRequest('effort', null as never);
  app.decorateRequest('traceId');
  app.decorateRequest('span');
  app.decorateRequest('bytesBefore', 0);
  app.addHook('onRequest', (request, _, done) => {
    const caller = traceContextOf(request.headers['traceparent']);
    request.span = tracing?.begin(request, caller);
    request.traceId = request.span?.spanContext().traceId ?? caller?.traceId;
    request.bytesBefore = request.raw.socket?.bytesWritten ?? 0;
    request.effort = new Effort();
    efforts.run(request.effort, done);
  });
  // A body is read in the socket's own context, which knows of no request.
  app.addHook('preValidation', (request, _, done) => efforts.run(request.effort, done));
  app.addHook('onResponse', async (request, reply) => {
    const { operation = 'none' } = request.routeOptions.config;
    const surface = request.routeOptions.url === '/graphql' ? 'graphql' : 'rest';
    metrics.answered({
      operation,
      surface,
      method: request.method,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
    if (request.span) tracing?.end(request.span, request, reply);
    const { tenantId, membershipId } = request.actor ?? {};
    log.info(
      {
        requestId: request.id,
        traceId: request.traceId,
        method: request.method,
        route: request.routeOptions.url,
        operation,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        statements: request.effort.statements,
        sqlMilliseconds: Math.round(request.effort.milliseconds),
        bytes: bytesOf(request, reply),
        tenantId,
        membershipId,
      },
      'request',
    );
  });
}
