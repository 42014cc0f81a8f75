import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/server/config.ts';
import { password, type Production, soundSecret, startProduction } from '../support/production.ts';

const root = join(import.meta.dirname, '../..');
let production: Production;
beforeAll(async () => {
  production = await startProduction();
}, 120_000);
afterAll(() => production.stop());

describe('secrets by file, DEP-2', () => {
  const file = (name: string, text: string) => {
    const path = join(production.directory, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };

  test('serve as they do by variable', () => {
    const paths = {
      REQUISITE_SECRET_FILE: file('secret', `${soundSecret}\n`),
      DATABASE_URL_FILE: file('url', `${production.urlOf('requisite_app')}\n`),
    };
    expect(loadConfig({ ...paths, NODE_ENV: 'production' })).toMatchObject({
      secret: soundSecret,
      databaseUrl: production.urlOf('requisite_app'),
    });
  });

  test('are refused when missing, empty, weak or given twice, without a word of what they hold', () => {
    const settings = { NODE_ENV: 'production', DATABASE_URL: production.urlOf('requisite_app') };
    const weak = 'change-me-change-me-change-me-change-me';
    const cases: [Record<string, string>, RegExp][] = [
      [{ REQUISITE_SECRET_FILE: join(production.directory, 'nowhere') }, /REQUISITE_SECRET_FILE: .*ENOENT/],
      [{ REQUISITE_SECRET_FILE: file('empty', '\n') }, /REQUISITE_SECRET_FILE: the file is empty/],
      [{ REQUISITE_SECRET_FILE: file('weak', weak) }, /REQUISITE_SECRET: can be guessed/],
      [
        { REQUISITE_SECRET_FILE: file('one', soundSecret), REQUISITE_SECRET: soundSecret },
        /REQUISITE_SECRET: is given twice/,
      ],
    ];
    for (const [environment, message] of cases) {
      const refused = () => loadConfig({ ...settings, ...environment });
      expect(refused).toThrow(message);
      expect(refused).not.toThrow(soundSecret);
      expect(refused).not.toThrow(weak);
      expect(refused).not.toThrow(password);
    }
  });
});

describe('Node hardened, DEP-5', () => {
  // As the image sets them.
  const flags = /NODE_OPTIONS="([^"]+)"/.exec(readFileSync(join(root, 'Dockerfile'), 'utf8'))![1]!;

  test('the flags of the image are in force, and the processes run with them', async () => {
    for (const flag of [
      '--disable-proto=delete',
      '--unhandled-rejections=strict',
      '--max-old-space-size-percentage=',
    ]) {
      expect(flags).toContain(flag);
    }
    expect(await production.boot('work', { NODE_OPTIONS: flags })).toMatchObject({ code: 0, ready: true });
  }, 120_000);

  test('the service runs under the permission model: it reads its own files, writes its data, starts nothing', async () => {
    const permitted = `${flags} --permission --allow-net --allow-fs-read=${root} --allow-fs-read=${realpathSync(join(root, 'node_modules'))} --allow-fs-read=${production.directory} --allow-fs-write=${join(production.directory, 'data')}`;
    expect(await production.boot('serve', { NODE_OPTIONS: permitted })).toMatchObject({
      code: 0,
      ready: true,
    });
  }, 120_000);
});
