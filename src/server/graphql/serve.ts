import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  type ExecutionResult,
  type GraphQLFormattedError,
} from 'graphql';
import mercurius, { type MercuriusContext } from 'mercurius';
import type pg from 'pg';
import { invalidInput, Problem } from '../../kernel/errors.ts';
import type { Config } from '../config.ts';
import { openTransaction } from '../database/transaction.ts';
import type { Operation } from '../../kernel/operation.ts';
import type { Executor } from '../execute/execute.ts';
import type { PollPorts } from '../execute/poll.ts';
import type { Logger } from '../log.ts';
import { needsLook, problemBody, toProblem } from '../problem.ts';
import type { CursorSealer } from '../reads/cursor.ts';
import { Documents, readTrusted } from './documents.ts';
import { assertWithinLimits, parseQuery } from './limits.ts';
import { assertJson, assertRequest, responseTypeOf } from './requests.ts';
import type { GraphqlContext } from './context.ts';
import { PlainReads, type GraphqlRequest } from './plain-reads.ts';
import { buildSchema, operationOfField } from './schema.ts';

export interface GraphqlPorts {
  executor: Executor;
  pool: pg.Pool;
  reports: pg.Pool;
  cursors: CursorSealer;
  stillActs: PollPorts['stillActs'];
  config: Config;
  log: Logger;
  /** Told of every error that an answer carries. */
  onProblem(problem: Problem, operation?: Operation): void;
}

type OpenSnapshot = Awaited<ReturnType<typeof openTransaction>>;

/** The one read-only snapshot that a request's reads share, opened by the first of them. */
class Snapshot {
  #open: Promise<OpenSnapshot> | undefined;
  readonly #start: () => Promise<OpenSnapshot>;

  constructor(start: () => Promise<OpenSnapshot>) {
    this.#start = start;
  }

  async tx() {
    this.#open ??= this.#start();
    return (await this.#open).tx;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    // A failed statement has already ended it; there is nothing to keep of a read.
    await open?.then(({ end }) => end('ROLLBACK')).catch(() => undefined);
  }
}

type Context = GraphqlContext & { shared: Snapshot };

function contextOf(request: FastifyRequest, ports: GraphqlPorts): Context {
  const { executor, pool, reports, cursors, stillActs } = ports;
  const { actor } = request;
  const shared = new Snapshot(() =>
    openTransaction(pool, { actor, readOnly: true, isolation: 'repeatable read' }),
  );
  return {
    actor,
    requestId: request.id,
    address: request.ip,
    executor,
    pool,
    reports,
    cursors,
    stillActs,
    shared,
    snapshot: () => shared.tx(),
  };
}

const originOf = (error: GraphQLError): unknown => error.originalError ?? error;

/** The library's words without its suggestions, which tell of the schema, and without the value, which may be a person's. */
const wordsOf = ({ message }: GraphQLError) =>
  message
    .replace(/ ?Did you mean .*$/s, '')
    .replace(/ got invalid value .*?(?= at "|; )/s, ' got an invalid value')
    .replace(/( cannot represent[^:]*): .*$/s, '$1.')
    .replace(/Value ".*?" does not exist in/s, 'The value does not exist in')
    .replace(/, found .*$/s, ', found another.');

/** What validation found comes wrapped in one error of the library's. */
const unwrapped = (error: GraphQLError): readonly GraphQLError[] => {
  const { code, errors } = (error.originalError ?? {}) as { code?: string; errors?: GraphQLError[] };
  return code === 'MER_ERR_GQL_VALIDATION' && errors ? errors : [error];
};

/** What GraphQL's own validation found is the client's fault; anything else undeclared stays behind `internal_error`. */
function problemOf(error: GraphQLError, ports: GraphqlPorts): Problem {
  const origin = originOf(error);
  if (origin instanceof Problem) return origin;
  // What runs has a path, and what was thrown has an origin not of the library's: the rest is about the text.
  const ofTheText = !error.path && (error.originalError?.name ?? 'GraphQLError') === 'GraphQLError';
  // A null that stands for a default is found only where the field or the directive is met.
  const ofACoercion =
    error.path !== undefined &&
    (error.originalError === undefined || error.originalError instanceof GraphQLError) &&
    /^(Argument|Variable)/.test(error.message);
  if (ofTheText || ofACoercion) return invalidInput({ detail: wordsOf(error).slice(0, 300) });
  return toProblem(origin, ports.executor.registry.constraints);
}

/** The operation whose root field failed. */
function operationOf({ nodes }: GraphQLError, { executor }: GraphqlPorts): Operation | undefined {
  const [node] = nodes ?? [];
  return node?.kind === 'Field' ? operationOfField(executor.registry, node.name.value) : undefined;
}

function formatted(execution: ExecutionResult, requestId: string, ports: GraphqlPorts) {
  const problems = (execution.errors ?? []).flatMap(unwrapped).map((error) => {
    const problem = problemOf(error, ports);
    ports.onProblem(problem, operationOf(error, ports));
    if (needsLook(originOf(error), problem))
      ports.log.error({ err: originOf(error), requestId }, 'graphql field failed');
    return { error, problem };
  });
  const errors: GraphQLFormattedError[] = problems.map(({ error, problem }) => ({
    message: problem.message,
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
    extensions: problemBody(problem, requestId),
  }));
  const ran =
    execution.data !== undefined && execution.data !== null ? true : problems.some(({ error }) => error.path);
  const statusCode = ran
    ? 200
    : problems[0]?.problem.status === 422
      ? 400
      : (problems[0]?.problem.status ?? 400);
  return { statusCode, response: { ...(ran && { data: execution.data ?? null }), errors } };
}

/** GraphQL over HTTP at /graphql: text only, within limits, every error a problem in `extensions`. */
export async function serveGraphql(app: FastifyInstance, ports: GraphqlPorts): Promise<void> {
  const { config } = ports;
  const documents = new Documents(config.trustedDocuments ? readTrusted(config.trustedDocuments) : undefined);
  const ours = (request: FastifyRequest) => request.routeOptions.url === '/graphql';
  app.addHook('onRequest', async (request) => {
    if (!ours(request)) return;
    assertJson(request);
    responseTypeOf(request);
  });
  // Before the library's own schema, which would turn numbers and lists into text.
  app.addHook('preValidation', async (request) => {
    if (ours(request)) assertRequest(request, documents);
  });
  const schema = buildSchema(ports.executor.registry);
  const rules = config.introspection ? [] : [NoSchemaIntrospectionCustomRule];
  const plainReads = new PlainReads(schema, rules, ports.executor, ports.cursors);
  app.addHook('preHandler', async (request, reply) => {
    if (!ours(request)) return;
    const given = (request.method === 'GET' ? request.query : request.body) as GraphqlRequest;
    const { shared, actor } = contextOf(request, ports);
    try {
      const text = await plainReads.answer(
        typeof given.variables === 'string'
          ? { ...given, variables: JSON.parse(given.variables) as never }
          : given,
        actor,
        () => shared.tx(),
      );
      if (text !== undefined) return reply.send(text);
    } catch (error) {
      const failed = new GraphQLError('', { originalError: error as Error, path: [] });
      const { statusCode, response } = formatted({ data: null, errors: [failed] }, request.id, ports);
      return reply.status(statusCode).send(JSON.stringify(response));
    } finally {
      await shared.close();
    }
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (!ours(request)) return payload;
    if (reply.statusCode === 401) reply.header('www-authenticate', 'Bearer');
    if (reply.statusCode !== 406) reply.type(`${responseTypeOf(request)}; charset=utf-8`);
    return payload;
  });
  await app.register(mercurius, {
    schema,
    path: '/graphql',
    graphiql: false,
    jit: 0,
    allowBatchedQueries: false,
    validationRules: rules,
    context: (request: FastifyRequest, _: FastifyReply) =>
      contextOf(request, ports) as unknown as MercuriusContext,
    errorFormatter: (execution, context) =>
      formatted(
        execution as ExecutionResult,
        (context as unknown as Context)?.requestId ?? '',
        ports,
      ) as never,
    additionalRouteOptions: { config: { operation: 'graphql' } },
  });
  app.graphql.addHook('preParsing', async (_, source) => {
    parseQuery(source);
  });
  app.graphql.addHook('preExecution', async (_, document, __, variables) => {
    assertWithinLimits(document, (variables ?? {}) as Record<string, unknown>);
  });
  app.graphql.addHook('onResolution', async (_, context) => {
    await (context as unknown as Context).shared.close();
  });
}
