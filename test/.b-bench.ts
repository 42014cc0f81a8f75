import { readFileSync } from 'node:fs';
import pg from 'pg';
import { migrate } from '../src/server/database/migrate.ts';
import { writeRows } from './bench/support/reporting-data.ts';
const [name, years, density] = process.argv.slice(2);
const base = 'postgres://postgres@127.0.0.1:37505/';
const c = new pg.Client(base + 'postgres'); await c.connect();
await c.query(`drop database if exists ${name}`); await c.query(`create database ${name}`); await c.end();
await migrate(base + name);
const d = new pg.Client(base + name); await d.connect();
const { rows: [t] } = await d.query(`insert into tenants (id, name) select id, 'Bench' from (select uuidv7() as id) i where set_config('app.tenant', id::text, false) is not null returning id`);
try { console.log(await writeRows(d, t.id, { years: +years!, density: +density! }, readFileSync('migrations/0064_kept_totals.sql', 'utf8'))); } catch (e: any) { console.log(e.message, e.detail, e.where, e.position); }
console.log((await d.query(`select 'timesheets' as t, count(*) from timesheets union all select 'lines', count(*) from timesheet_lines union all select 'items', count(*) from billing_items union all select 'shifts', count(*) from shifts
 union all select 'spend '||cube, count(*) from spend_totals group by cube union all select 'hours '||cube, count(*) from hours_totals group by cube union all select 'shift '||cube, count(*) from shift_totals group by cube union all select 'week '||cube, count(*) from timesheet_totals group by cube`)).rows);
await d.end();
