import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { atEndOfFile } from './end-of-file.ts';

/** A database of the calling test file's own; the end of the run drops it. */
export interface Database {
  /** Of a superuser, who passes row security. */
  adminUrl: string;
  /** As the service connects: under the role requisite_service. */
  url: string;
}

/** Clones the migrated template, or another one: `template0` gives an empty database. */
export async function createDatabase(template: string = inject('template')): Promise<Database> {
  const name = `${inject('template')}_${randomBytes(4).toString('hex')}`;
  const admin = new pg.Client(inject('adminUrl'));
  await admin.connect();
  try {
    await admin.query(`create database ${name} template ${template} strategy file_copy`);
  } finally {
    await admin.end();
  }
  const url = new URL(inject('adminUrl'));
  url.pathname = name;
  const adminUrl = url.href;
  url.search = '?options=-c%20role%3Drequisite_service';
  return { adminUrl, url: url.href };
}

/** A connected superuser, closed when the test file ends. */
export function adminClient(database: Database): Promise<pg.Client> {
  return connect(database.adminUrl);
}

/** A connected client under the service's role, closed when the test file ends. */
export function serviceClient(database: Database): Promise<pg.Client> {
  return connect(database.url);
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  atEndOfFile(() => client.end());
  return client;
}
