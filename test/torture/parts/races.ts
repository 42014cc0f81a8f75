import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { must } from '../figures.ts';
import type { Part } from '../part.ts';

/** The races stand in test/torture/business-races.ts; each round throws where two have won. */
export const races: Part = {
  name: 'races',
  promise: 'each race of the business 20 rounds: one winner, every loser told why',
  async run(_, extent) {
    const rounds = extent.of(20, 2);
    const child = spawn(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/torture/races-config.ts'],
      {
        env: { ...process.env, ROUNDS: String(rounds) },
        stdio: 'inherit',
      },
    );
    const [code] = (await once(child, 'exit')) as [number | null];
    must(code === 0, 'every race has one winner');
    return `${rounds} rounds of each race, one winner in every one`;
  },
};
