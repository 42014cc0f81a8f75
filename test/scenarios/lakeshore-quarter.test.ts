import { expect, test } from 'vitest';
import { playHiring } from '../../src/bin/sandbox/story-quarter.ts';
import { openKeystone } from '../support/keystone.ts';

test('the quarter of Lakeshore', async () => {
  const { address, provision } = await openKeystone();
  const quarter = await playHiring(address, provision);
  const orders = await quarter.manager.get('/orders?fields=state&limit=200');
  expect(orders['data']).toHaveLength(26);
}, 120_000);
