import { once } from 'node:events';
import { createServer } from 'node:net';

/** The wanted port of 127.0.0.1 if it can be had, or a free one when none is wanted. */
export async function choosePort(wanted: number | undefined): Promise<number> {
  const probe = createServer().listen(wanted ?? 0, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'is already in use' : 'cannot be used';
    const message = `Port ${wanted} on 127.0.0.1 ${reason}: stop the program that holds it, or choose another port for the database.`;
    throw new Error(message, { cause: error });
  }
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
