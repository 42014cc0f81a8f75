import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { isOverdue } from '../../src/server/problem.ts';

const ended = (message: string, code: string) =>
  Object.assign(new DatabaseError(message, 0, 'error'), { code });

test.each([
  ['that took too long', 'canceling statement due to statement timeout', '57014', true],
  [
    'that took too long for a server that speaks German',
    'storniere Anfrage wegen Zeitüberschreitung der Anfrage',
    '57014',
    true,
  ],
  ['that somebody had stopped', 'canceling statement due to user request', '57014', false],
  ['that waited too long for a lock', 'canceling statement due to lock timeout', '55P03', false],
])('a statement %s', (_, message, code, overdue) => {
  expect(isOverdue(ended(message, code))).toBe(overdue);
  expect(isOverdue(new Error('statement failed', { cause: ended(message, code) }))).toBe(overdue);
});
