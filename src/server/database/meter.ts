import type pg from 'pg';
import { efforts } from '../effort.ts';
import { isStalePlan } from '../problem.ts';

const spoiled = new WeakMap<pg.PoolClient, Error>();

/** Why a connection must not be used again, though it still stands. */
export const faultOf = (client: pg.PoolClient): Error | undefined => spoiled.get(client);

interface Wire {
  connection: { stream: { cork(): void; uncork(): void } };
}

/** What is sent within one turn of the process leaves as one packet: a system call for each burst, not for each statement. */
function sendTogether(client: pg.PoolClient): () => void {
  const { stream } = (client as unknown as Wire).connection;
  let isHeld = false;
  const release = () => {
    isHeld = false;
    stream.uncork();
  };
  return () => {
    if (isHeld) return;
    isHeld = true;
    stream.cork();
    process.nextTick(release);
  };
}

/** Counts a connection's statements for the request that sends them, and remembers when it has spoiled. */
export function meter(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (...given: unknown[]) => unknown;
  const hold = sendTogether(client);
  const metered = (...given: unknown[]): unknown => {
    hold();
    const answer = send(...given);
    if (!(answer instanceof Promise)) return answer;
    const effort = efforts.getStore();
    effort?.begin();
    return answer.then(
      (result: unknown) => {
        effort?.end();
        return result;
      },
      (error: unknown) => {
        effort?.end();
        if (isStalePlan(error)) spoiled.set(client, error as Error);
        throw error;
      },
    );
  };
  client.query = metered as never;
}
