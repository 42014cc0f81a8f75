import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/server/config.ts';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db.example/requisite?sslmode=verify-full',
  REQUISITE_SECRET: 'Zb4v9Qm2Xn7Kc1Ws8Rt5Yp3Lh6Gd0JfA',
};

describe('the configuration', () => {
  test('has a default for everything in development', () => {
    expect(loadConfig({})).toMatchObject({
      environment: 'development',
      host: '127.0.0.1',
      port: 3000,
      worker: true,
      graphiql: true,
      introspection: true,
      corsOrigins: [],
    });
  });

  test.each([
    ['PORT', 'eighty'],
    ['DATABASE_URL', 'mysql://somewhere/db'],
    ['REQUISITE_SECRET', 'too-short-to-be-one'],
    ['ISSUERS', 'not json'],
    ['ISSUERS', '[{"issuer":"https://id.example","algorithms":["HS256"]}]'],
    [
      'ISSUERS',
      '[{"issuer":"https://id.example","audience":"requisite","tenantId":"0198c0de-0000-7000-8000-000000000001"}]',
    ],
    ['CORS_ORIGINS', '*'],
    ['WORKER', 'maybe'],
    ['POOL_SIZE', '0'],
    ['LOG_LEVEL', 'loud'],
  ])('names %s where it is bad, and never prints its value', (name, value) => {
    const refused = () => loadConfig({ [name]: value });
    expect(refused).toThrow(new RegExp(`The configuration is not valid:[^]*\\b${name}`));
    if (value.length > 4) expect(refused).not.toThrow(value);
  });

  test('names every bad variable at once', () => {
    expect(() => loadConfig({ PORT: '-1', WORKER: 'x' })).toThrow(/PORT[^]*WORKER|WORKER[^]*PORT/);
  });

  test('hides introspection and GraphiQL in production, and starts there only with a secret and a database', () => {
    expect(loadConfig(production)).toMatchObject({ graphiql: false, introspection: false, logLevel: 'info' });
    expect(() => loadConfig({ ...production, REQUISITE_SECRET: undefined })).toThrow(/REQUISITE_SECRET/);
    expect(() => loadConfig({ ...production, DATABASE_URL: undefined })).toThrow(/DATABASE_URL/);
  });
});
