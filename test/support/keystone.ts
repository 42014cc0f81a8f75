import { provisionMember, provisionTenant, type Member } from '../../src/provision.ts';
import { startService } from './service.ts';

/** The story's operator, in a service that listens and works: where it is, its database, and how its people come to be. */
export interface Keystone {
  address: string;
  databaseUrl: string;
  provision(member: Member): ReturnType<typeof provisionMember>;
}

/** A listening service with a working worker and a sandbox whose clock stands where the Lakeshore story begins. */
export async function openKeystone(): Promise<Keystone> {
  const { app, pool, database } = await startService();
  const address = await app.http.listen({ host: '127.0.0.1', port: 0 });
  app.executor.onCommit = () => app.worker.wake();
  app.worker.start();
  const tenantId = await provisionTenant(pool, {
    name: 'Keystone MSP',
    kind: 'sandbox',
    clockAt: '2026-01-05T14:00:00Z',
  });
  return {
    address,
    databaseUrl: database.adminUrl,
    provision: (member) => provisionMember(pool, app.executor, tenantId, member),
  };
}
