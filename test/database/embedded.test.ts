import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../src/server/database/embedded.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'requisite-embedded-'));
  chmodSync(root, 0o755);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** Starts a server in a process of its own, which then waits to be killed. */
async function startElsewhere(dataDirectory: string) {
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/server/database/embedded.ts'))});
    const { pid, port } = await startEmbedded({ dataDirectory: ${JSON.stringify(dataDirectory)}, durable: false });
    console.log(JSON.stringify({ pid, port }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, server: JSON.parse(line.toString()) as { pid: number; port: number } };
}

describe('a throwaway server', () => {
  const started: EmbeddedServer[] = [];
  async function start(options: { port?: number } = {}): Promise<EmbeddedServer> {
    const server = await startEmbedded({
      dataDirectory: join(root, 'throwaway'),
      durable: false,
      ...options,
    });
    started.push(server);
    return server;
  }
  afterEach(() => Promise.all(started.splice(0).map((server) => server.stop())));

  test('starts, stops, and starts again with its data', async () => {
    const first = await start();
    expect(first.reused).toBe(false);
    expect(await ask(first.url, 'show server_version_num')).toEqual([expect.stringMatching(/^18\d{4}$/)]);
    await ask(first.url, 'create table kept as select 7 as number');
    await first.stop();
    await expect(ask(first.url, 'select 1')).rejects.toThrow('ECONNREFUSED');

    const second = await start();
    expect(await ask(second.url, 'select number from kept')).toEqual([7]);
  });

  test('is one server for two who start it at once, and only its starter stops it', async () => {
    const servers = await Promise.all([start(), start()]);
    const starter = servers.find((server) => !server.reused)!;
    const other = servers.find((server) => server.reused)!;
    expect(other.pid).toBe(starter.pid);
    await other.stop();
    expect(await ask(starter.url, 'select 1')).toEqual([1]);
  });

  test('survives the process that started it, and the next one takes it over', async () => {
    const elsewhere = await startElsewhere(join(root, 'throwaway'));
    elsewhere.child.kill('SIGKILL');
    await once(elsewhere.child, 'exit');
    const heir = await start();
    expect(heir).toMatchObject({ ...elsewhere.server, reused: true });
    await heir.stop();
    await expect(ask(heir.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('belongs to whom it is left to while it is used, be its owner a zombie or its id another process', async () => {
    const directory = join(root, 'throwaway');
    const elsewhere = await startElsewhere(directory);
    const heir = await start();
    await heir.stop();
    expect(await ask(heir.url, 'select 1')).toEqual([1]);
    elsewhere.child.kill('SIGKILL');
    await once(elsewhere.child, 'exit');
    await heir.stop();
    await expect(ask(heir.url, 'select 1')).rejects.toThrow('ECONNREFUSED');

    // A shell that becomes another program never takes note of its child's end.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [zombie] = (await once(parent.stdout, 'data')) as [Buffer];
    for (const owner of [zombie.toString().trim(), `${process.pid} earlier`]) {
      const left = await startElsewhere(directory);
      left.child.kill('SIGKILL');
      await once(left.child, 'exit');
      writeFileSync(`${directory}.owner`, owner);
      const next = await start();
      expect(next.reused).toBe(true);
      await next.stop();
      await expect(ask(next.url, 'select 1'), owner).rejects.toThrow('ECONNREFUSED');
    }
    parent.kill();
  });

  test('that was killed is started again at once', async () => {
    const killed = await start();
    await ask(killed.url, 'create table survivor as select 8 as number');
    await ask(killed.url, 'checkpoint');
    process.kill(killed.pid, 'SIGKILL');
    const next = await start();
    expect(next.reused).toBe(false);
    expect(await ask(next.url, 'select number from survivor')).toEqual([8]);
  });

  test('is not hindered by a pid file or a lock that names a stranger', async () => {
    const directory = join(root, 'throwaway');
    writeFileSync(join(directory, 'postmaster.pid'), `${process.pid}\n${directory}\n0\n5432\n\n\n\nready\n`);
    const gone = spawn('true');
    await once(gone, 'exit');
    writeFileSync(`${directory}.lock`, String(gone.pid));
    const server = await start();
    expect(server.reused).toBe(false);
  });

  test('names the port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    await expect(start({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is already in use: stop the program that holds it, or choose another port`,
    );
    holder.close();
    expect((await start({ port })).port).toBe(port);
  });

  test('refuses the data of another major version', async () => {
    const dataDirectory = join(root, 'older');
    mkdirSync(dataDirectory);
    writeFileSync(join(dataDirectory, 'PG_VERSION'), '17\n');
    await expect(startEmbedded({ dataDirectory, durable: false })).rejects.toThrow(
      `${dataDirectory} holds a PostgreSQL 17 database, the bundled server is PostgreSQL 18`,
    );
  });

  test('leaves a directory with other files alone', async () => {
    const dataDirectory = join(root, 'letters');
    mkdirSync(dataDirectory);
    writeFileSync(join(dataDirectory, 'letter.txt'), 'Dear reader');
    await expect(startEmbedded({ dataDirectory, durable: false })).rejects.toThrow(
      `${dataDirectory} is in the way: it holds files and no database`,
    );
  });
});

describe('a durable server', () => {
  let server: EmbeddedServer;
  const dataDirectory = () => join(root, 'durable', 'postgres');
  beforeAll(async () => {
    server = await startEmbedded({ dataDirectory: dataDirectory(), durable: true });
  });
  afterAll(() => server.stop());

  test('keeps what was committed', async () => {
    const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums'];
    const values = await ask(
      server.url,
      `select ${settings.map((name) => `current_setting('${name}')`).join(', ')}`,
    );
    expect(values).toEqual(['on', 'on', 'on', 'on']);
  });

  test('lets nobody in without the password, which only its owner can read', async () => {
    const url = new URL(server.url);
    expect(url.password).toMatch(/^[\w-]{32}$/);
    url.password = 'a-guess';
    await expect(ask(url.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect(statSync(`${dataDirectory()}.password`).mode & 0o777).toBe(0o600);
  });

  test('is found again with its password', async () => {
    const again = await startEmbedded({ dataDirectory: dataDirectory(), durable: true });
    expect(again).toMatchObject({ url: server.url, pid: server.pid, reused: true });
  });
});
