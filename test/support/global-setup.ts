import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/server/database/migrate.ts';
import { startTestServer } from './test-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of a superuser of the test server. */
    adminUrl: string;
    /** The migrated database that every test file clones; clones are named after it. */
    template: string;
  }
}

/** One server and one migrated template for the whole run; the answer takes them away again. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const template = `requisite_template_${process.pid}`;
  async function teardown(): Promise<void> {
    if (server.shared) await asAdmin((admin) => dropAll(template, admin));
    await server.stop();
  }
  async function asAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
    const admin = new pg.Client(server.url);
    await admin.connect();
    try {
      await work(admin);
    } finally {
      await admin.end();
    }
  }

  try {
    await asAdmin((admin) => admin.query(`create database ${template}`));
    const url = new URL(server.url);
    url.pathname = template;
    await migrate(url.href);
    await asAdmin((admin) =>
      admin.query(`alter database ${template} is_template true allow_connections false`),
    );
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('adminUrl', server.url);
  project.provide('template', template);
  return teardown;
}

async function dropAll(template: string, admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select datname as name from pg_database where starts_with(datname, $1)`,
    [template],
  );
  for (const { name } of rows) {
    await admin.query(`alter database ${name} is_template false`);
    await admin.query(`drop database ${name} with (force)`);
  }
}
