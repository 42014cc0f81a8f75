import { expect } from 'vitest';
import type { Answer } from './service.ts';

/** A problem with nothing of the inside in it. */
export function isProblem(answer: Answer, status: number, code?: string): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({
    type: expect.stringMatching(/^\/problems\/[a-z_]+$/),
    title: expect.any(String),
    status,
    code: code ?? expect.stringMatching(/^[a-z_]+$/),
    detail: expect.any(String),
    requestId: answer.headers['x-request-id'],
  });
  expect(answer.text).not.toMatch(
    /node_modules|\.ts:\d|at Object|select |insert into|constraint|fastify|zod|postgres|drizzle|Unexpected token/i,
  );
}
