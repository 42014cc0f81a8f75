import { expect, test } from 'vitest';
import { playQuarter } from '../../src/bin/sandbox/story-quarter-steps.ts';
import { openKeystone } from '../support/keystone.ts';

test('the quarter of Lakeshore in figures, over HTTP on both surfaces, each as the story has it', async () => {
  const { address, provision } = await openKeystone();
  const said: string[] = [];
  await playQuarter(address, provision, (line) => void said.push(line));
  const printed = said.join('\n');
  for (const figure of [
    /80\.77 % gross, 91\.30 % net/,
    /mean 7\.90, median 7, p90 14/,
    /p90 107\.302; 98 ranks at 44\.4 %/,
    /MAPE 3\.6574 %, WAPE 3\.7037 %, bias −1\.9019 %/,
    /: 87\.79$/m,
    /V9, below 70 for two quarters: probation, no new releases/,
  ])
    expect(printed).toMatch(figure);
}, 120_000);
