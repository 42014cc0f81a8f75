import { expect } from 'vitest';
import { problemIn } from './sample.ts';
import type { Answer, Client } from './service.ts';

/** Raw requests to /graphql, as a client that may say anything. */
export const graphqlRequests = (client: () => Client) => ({
  post: (payload: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    client().send({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    }),
  get: (parameters: Record<string, string>): Promise<Answer> =>
    client().send({ method: 'GET', url: `/graphql?${new URLSearchParams(parameters).toString()}` }),
});

/** Holds an answer to be a client's fault, with a problem and no data. */
export function isRefused(answer: Answer): void {
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
  expect(answer.status, answer.text).toBeLessThan(500);
  expect(answer.body?.data, answer.text).toBeUndefined();
  expect(problemIn(answer)!['code'], answer.text).not.toBe('internal_error');
}
