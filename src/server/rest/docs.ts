import { readFileSync } from 'node:fs';
import apiReference from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { parse } from 'yaml';
import type { Config } from '../config.ts';

// The reference page runs its own script inline and talks to this service only.
const docsPolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'";

const graphiqlPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>GraphiQL</title>
<style>body{margin:0;height:100vh}#graphiql{height:100vh}</style>
<link rel="stylesheet" href="https://unpkg.com/graphiql@3.9.0/graphiql.min.css"></head><body><div id="graphiql"></div>
<script crossorigin src="https://unpkg.com/react@18.3.1/umd/react.production.min.js"></script>
<script crossorigin src="https://unpkg.com/react-dom@18.3.1/umd/react-dom.production.min.js"></script>
<script crossorigin src="https://unpkg.com/graphiql@3.9.0/graphiql.min.js"></script>
<script>ReactDOM.createRoot(document.getElementById('graphiql')).render(React.createElement(GraphiQL, {
  fetcher: GraphiQL.createFetcher({ url: '/graphql' }), shouldPersistHeaders: true, isHeadersEditorEnabled: true,
  defaultHeaders: JSON.stringify({ authorization: 'Bearer pat_…' }, null, 2) }));</script></body></html>`;

/** The contracts as files and an interactive reference at /docs; in development GraphiQL at /graphiql. */
export async function serveDocs(app: FastifyInstance, config: Config): Promise<void> {
  const contract = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
  const openapi = contract('openapi.yaml');
  const schema = contract('schema.graphql');
  app.get('/openapi.yaml', async (_, reply) => reply.type('application/yaml').send(openapi));
  // So large a file is read for seconds: once, when it is first asked for.
  let json: string | undefined;
  app.get('/openapi.json', async (_, reply) => {
    json ??= JSON.stringify(parse(openapi, { uniqueKeys: false, prettyErrors: false }));
    return reply.type('application/json; charset=utf-8').send(json);
  });
  app.get('/schema.graphql', async (_, reply) => reply.type('text/plain; charset=utf-8').send(schema));
  if (config.graphiql) {
    app.get('/graphiql', async (_, reply) => reply.type('text/html; charset=utf-8').send(graphiqlPage));
  }
  await app.register(async (docs) => {
    docs.addHook('onSend', async (_, reply, payload) => {
      reply.header('content-security-policy', docsPolicy);
      return payload;
    });
    await docs.register(apiReference, {
      routePrefix: '/docs',
      configuration: {
        metaData: { title: 'Requisite API' },
        url: '/openapi.json',
        proxyUrl: '',
        withDefaultFonts: false,
        telemetry: false,
      } as never,
    });
  });
}
