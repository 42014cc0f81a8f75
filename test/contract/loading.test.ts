import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

// In a process of its own: in this one the test runner loads the modules, not Node.
const comparison = `
  import { registerHooks } from 'node:module';
  import { resolveQuickly } from './src/server/loading.ts';
  let asked = 0;
  let quick = 0;
  const different = [];
  registerHooks({
    resolve(specifier, context, search) {
      asked += 1;
      quick += 1;
      const answer = search(specifier, context);
      const { url, format } = resolveQuickly(specifier, context, () => ((quick -= 1), answer));
      if (url !== answer.url || format !== answer.format) different.push([specifier, context.parentURL, url, format]);
      return answer;
    },
  });
  await import('./src/app.ts');
  console.log(JSON.stringify({ asked, quick, different }));`;

test('every import of the service is found where Node itself finds it, most of them without its search', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', comparison], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  expect(stderr).toBe('');
  const { asked, quick, different } = JSON.parse(stdout);
  expect(different).toEqual([]);
  // Both kinds of short cut: without one of them it would be far less.
  expect(quick / asked).toBeGreaterThan(0.7);
  expect(asked).toBeGreaterThan(5_000);
}, 60_000);
