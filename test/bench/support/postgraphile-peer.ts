import { createServer } from 'node:http';
import fastify from 'fastify';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/fastify/v5';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { makeV4Preset } from 'postgraphile/presets/v4';
import { peerOf } from './questions.ts';

// PostGraphile 5 as its documentation sets it up, over the same tables and policies, in the same role.
const { url, port, poolSize, tenantId, membershipId } = peerOf(process.argv[2]);
const settings = {
  role: 'requisite_service',
  'app.tenant': tenantId,
  'app.side': 'operator',
  'app.membership': membershipId,
  'app.programs': '',
  'app.facilities': '',
  'app.units': '',
  'app.vendor': '',
  'app.worker': '',
};
const server = postgraphile({
  extends: [PostGraphileAmberPreset, makeV4Preset({ simpleCollections: 'omit' })],
  pgServices: [
    makePgService({
      connectionString: url,
      schemas: ['public'],
      pubsub: false,
      poolConfig: { max: poolSize, options: '-c timezone=UTC' },
    }),
  ],
  grafast: { context: () => ({ pgSettings: settings }), explain: false },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
});
const app = fastify();
void createServer;
await server.createServ(grafserv).addTo(app);
await app.listen({ port, host: '127.0.0.1' });
