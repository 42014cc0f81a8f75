import { once } from 'node:events';
import pg from 'pg';

interface Wire extends pg.Connection {
  connect(port: number, host: string): void;
  requestSsl(): void;
  cancel(processId: number, secret: Buffer | number): void;
}

/** A connected client as the driver knows it. */
export interface RunningClient extends pg.PoolClient {
  host: string;
  port: number;
  processID: number;
  secretKey: Buffer | number;
  connectionParameters: { ssl: pg.ConnectionConfig['ssl'] };
  connection: pg.Connection;
}

const patienceMilliseconds = 2_000;

/**
 * Asks Postgres, through another connection, to stop what the client runs. Resolves once the server has taken the
 * request or after two seconds; whether it stopped shows on the client's own connection.
 */
export async function cancelRunning(client: RunningClient): Promise<void> {
  const { ssl } = client.connectionParameters;
  const wire = new pg.Connection({ ...(ssl !== undefined && { ssl }) }) as Wire;
  const ask = () => wire.cancel(client.processID, client.secretKey);
  wire.once('connect', () => (ssl ? wire.requestSsl() : ask()));
  wire.once('sslconnect', ask);
  // A request that cannot be made shows in the statement running on, which the caller watches.
  wire.on('error', () => undefined);
  const isSocket = client.host.startsWith('/');
  // The server closes the connection when it has sent its signal, so none comes late.
  const taken = once(wire, 'end', { signal: AbortSignal.timeout(patienceMilliseconds) });
  // The driver connects to a socket's path where it is given in place of the port.
  if (isSocket) wire.connect(`${client.host}/.s.PGSQL.${client.port}` as never, undefined as never);
  else wire.connect(client.port, client.host);
  await taken.catch(() => wire.stream.destroy());
}
