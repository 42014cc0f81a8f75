import type pg from 'pg';
import { efforts } from '../effort.ts';
import { isStalePlan } from '../problem.ts';

const spoiled = new WeakMap<pg.PoolClient, Error>();

/** Why a connection must not be used again, though it still stands. */
export const faultOf = (client: pg.PoolClient): Error | undefined => spoiled.get(client);

/** Counts a connection's statements for the request that sends them, and remembers when it has spoiled. */
export function meter(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (...given: unknown[]) => unknown;
  const metered = (...given: unknown[]): unknown => {
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
