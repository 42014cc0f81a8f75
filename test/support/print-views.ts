import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pg from 'pg';
import { reportingViews } from '../../src/domain/reports/store/facts/index.ts';
import { viewStatements } from '../../src/domain/reports/store/views.ts';
import { ownMigrations, readMigrations } from '../../src/server/database/migration-files.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import { startTestServer } from './test-server.ts';

/** The migration that makes every view that the source declares. */
export const printedViews = (): string =>
  [
    '-- Why: every fact that figures are made of is a documented view, for the service and for analysts’ own logins.',
    '-- Printed by test/support/print-views.ts from the facts in src/domain/reports.',
    ...reportingViews.map((view) => `\n${viewStatements(view).join(';\n')};`),
    '\n-- Of the tables beneath, analysts’ logins read what the views read, by the tables’ own rules.',
    'select app.open_to_analysts();\n',
  ].join('\n');

/** Applies all files, with this text for the one named, to a database of a server of its own; what is wrong is thrown. */
async function tryOut(name: string, text: string): Promise<void> {
  const server = await startTestServer();
  const directory = mkdtempSync(join(tmpdir(), 'requisite-views-'));
  const database = `views_${process.pid}`;
  const admin = new pg.Client(server.url);
  await admin.connect();
  try {
    for (const file of readMigrations(ownMigrations).filter((one) => one.name < name)) {
      copyFileSync(join(ownMigrations, file.name), join(directory, basename(file.name)));
    }
    writeFileSync(join(directory, name), text);
    await admin.query(`create database ${database}`);
    await migrate(Object.assign(new URL(server.url), { pathname: database }).href, { directory });
  } finally {
    if (server.shared) await admin.query(`drop database if exists ${database}`);
    await admin.end();
    await server.stop();
    rmSync(directory, { recursive: true });
  }
}

if (import.meta.main) {
  const name = '0072_reporting_views.sql';
  await tryOut(name, printedViews());
  writeFileSync(join(ownMigrations, name), printedViews());
  console.log(`${name}: ${reportingViews.length} views`);
}
