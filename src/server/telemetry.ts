import type { Span } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TraceContext } from './trace-context.ts';

/** Makes a span of each request. */
export interface Tracing {
  begin(request: FastifyRequest, caller: TraceContext | undefined): Span;
  /** Says what came of it: names of the service's own and opaque ids, no value that was sent or read. */
  end(span: Span, request: FastifyRequest, reply: FastifyReply): void;
  /** Sends what is left and stops. */
  stop(): Promise<void>;
}

/** Sends spans to an OpenTelemetry collector, over HTTP, in batches. The libraries are loaded only here. */
export async function startTracing(collector: string): Promise<Tracing> {
  const [{ ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags }, sdk, exporter, resources] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const provider = new sdk.NodeTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': 'requisite' }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(
        new exporter.OTLPTraceExporter({ url: `${collector.replace(/\/$/, '')}/v1/traces` }),
      ),
    ],
  });
  const tracer = provider.getTracer('requisite');
  return {
    begin(request, caller) {
      const parent = caller
        ? trace.setSpanContext(ROOT_CONTEXT, {
            traceId: caller.traceId,
            spanId: caller.parentId,
            traceFlags: caller.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
            isRemote: true,
          })
        : ROOT_CONTEXT;
      const route = request.routeOptions.url;
      return tracer.startSpan(
        route ? `${request.method} ${route}` : request.method,
        { kind: SpanKind.SERVER, attributes: { 'http.request.method': request.method } },
        parent,
      );
    },
    end(span, request, reply) {
      const { url: route, config } = request.routeOptions;
      const { tenantId, membershipId } = request.actor ?? {};
      span.setAttributes({
        'http.response.status_code': reply.statusCode,
        'requisite.request_id': request.id,
        'requisite.statements': request.effort.statements,
        ...(route && { 'http.route': route }),
        ...(config.operation && { 'requisite.operation': config.operation }),
        ...(tenantId && { 'requisite.tenant_id': tenantId }),
        ...(membershipId && { 'requisite.membership_id': membershipId }),
      });
      if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
    stop: () => provider.shutdown(),
  };
}
