import { expect, test } from 'vitest';
import { loadConfig } from '../../src/server/config.ts';
import { sqlAccessOf } from '../../src/server/logins/sql-access.ts';

const reached = (url: string, address?: string) => {
  const { host, port, sslmode } = sqlAccessOf(url, address);
  return `${host} ${port} ${sslmode}`;
};

test('SQL tools are told where the service reaches the database, or what is set', () => {
  expect(reached('postgres://u:p@127.0.0.1:5555/db')).toBe('127.0.0.1 5555 prefer');
  expect(reached('postgres://u:p@db.internal/db?sslmode=verify-full')).toBe('db.internal 5432 verify-full');
  expect(reached('postgres://u@db.internal:6000/db', 'sql.lakeshore.example')).toBe(
    'sql.lakeshore.example 5432 verify-full',
  );
  expect(reached('postgres://u@127.0.0.1/db', 'sql.lakeshore.example:6432')).toBe(
    'sql.lakeshore.example 6432 verify-full',
  );
});

test('an address is a host or host:port', () => {
  expect(loadConfig({ ANALYST_ADDRESS: 'sql.lakeshore.example:6432' }).analystAddress).toBe(
    'sql.lakeshore.example:6432',
  );
  for (const wrong of ['postgres://x', 'a b', 'host:port', 'x@host'])
    expect(() => loadConfig({ ANALYST_ADDRESS: wrong })).toThrow(/ANALYST_ADDRESS/);
});
