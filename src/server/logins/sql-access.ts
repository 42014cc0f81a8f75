import type { SqlAccess } from '../../kernel/sql-access.ts';
import { scramVerifier } from './scram-verifier.ts';

/**
 * Where analysts' SQL tools reach the database: `address` (host or host:port) where one is set, or else where the service
 * does. A database that is reached without TLS is this machine's own.
 */
export function sqlAccessOf(databaseUrl: string, address?: string): SqlAccess {
  const own = new URL(databaseUrl);
  const told = new URL(`postgres://${address ?? own.host}`);
  const local = ['127.0.0.1', 'localhost', '[::1]', ''].includes(told.hostname);
  return {
    host: told.hostname || 'localhost',
    port: Number(told.port || 5432),
    sslmode: local ? 'prefer' : 'verify-full',
    verifierOf: (password) => scramVerifier(password),
  };
}
