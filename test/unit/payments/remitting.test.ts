import { expect, test } from 'vitest';
import { assertTellable } from '../../../src/domain/payments/remitting/model.ts';

test('a remittance tells no more lines than one answer holds, and says what to ask for instead', () => {
  expect(() => assertTellable(20_000)).not.toThrow();
  expect(() => assertTellable(20_001)).toThrow(
    expect.objectContaining({
      details: { errors: [expect.objectContaining({ pointer: '/detail', code: 'too_many_lines' })] },
    }),
  );
});
