import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const text = (name: string) => readFileSync(join(root, name), 'utf8');
const dockerfile = text('Dockerfile');
const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
const instructions = last.split('\n').filter((line) => /^[A-Z]+ /.test(line));
const given = (name: string) =>
  instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

describe('the image (DEP-1, SUP-4)', () => {
  test('has a base of the exact version that the tests run on, which a release replaces by its digest', () => {
    const [, base] = /^ARG NODE_IMAGE=(.*)$/m.exec(dockerfile)!;
    const { version } = JSON.parse(text('node_modules/node/package.json')) as { version: string };
    expect(base).toMatch(new RegExp(`node:${version}-\\w+-slim$`));
    expect(dockerfile.match(/^FROM .*/gm)).toEqual([
      'FROM ${NODE_IMAGE} AS dependencies',
      'FROM ${NODE_IMAGE}',
    ]);
  });

  test('holds the sources and what they run on, nothing that is built, tested or secret', () => {
    expect(given('COPY').toSorted()).toEqual(
      [
        '--from=dependencies --chown=1000:1000 /data /data',
        '--from=dependencies /app/node_modules ./node_modules',
        '--from=dependencies /app/sbom.cdx.json ./',
        'migrations ./migrations',
        'package.json openapi.yaml schema.graphql ./',
        'src ./src',
      ].toSorted(),
    );
    expect(given('ADD')).toEqual([]);
    // An allow-list: a file of secrets beside the sources is not even sent to the builder.
    expect(text('.dockerignore').split('\n')[0]).toBe('*');
    for (const line of text('.dockerignore').split('\n').slice(1).filter(Boolean)) {
      expect(existsSync(join(root, line.replace(/^!/, '')))).toBe(true);
    }
  });

  test('runs as nobody in particular, without a shell between it and its signals', () => {
    expect(given('USER')).toEqual(['1000:1000']);
    expect(given('RUN')).toEqual([]);
    expect(given('ENTRYPOINT')).toEqual(['[]']);
    expect(given('CMD')).toEqual(['["node", "src/bin/serve.ts"]']);
    expect(given('HEALTHCHECK')[0]).toMatch(/CMD \["node", "-e", .*\/health\/live/);
  });

  test('imports nothing that it leaves out', () => {
    const missing = globSync('src/**/*.ts', { cwd: root })
      .filter((path) => /from '[^']*\/(test|node_modules)\//.test(text(path)))
      .toSorted();
    expect(missing).toEqual([]);
  });
});

describe('compose.yaml', () => {
  const compose = parse(text('compose.yaml'), { merge: true });
  const ours = ['migrate', 'service', 'worker'] as const;

  test('starts Postgres, one migration, then service and worker, all of one image', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual(['migrate', 'postgres', 'service', 'worker']);
    expect(new Set(ours.map((name) => compose.services[name].image)).size).toBe(1);
    expect(compose.services.service.command).toBeUndefined();
    for (const name of ['migrate', 'worker']) {
      const [program, file] = compose.services[name].command;
      expect(program).toBe('node');
      expect(existsSync(join(root, file))).toBe(true);
    }
    for (const name of ['service', 'worker']) {
      expect(compose.services[name].depends_on).toEqual({
        migrate: { condition: 'service_completed_successfully' },
      });
    }
  });

  test.each(ours)('gives %s no more than it needs', (name) => {
    expect(compose.services[name]).toMatchObject({
      user: '1000:1000',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: expect.any(String),
      pids_limit: expect.any(Number),
    });
    expect(compose.services[name].tmpfs[0]).toMatch(/^\/tmp:size=\d+m,/);
    expect(compose.services[name].privileged ?? compose.services[name].network_mode).toBeUndefined();
  });

  test('hands every secret over as a file that the process reads, and none in a variable', () => {
    for (const name of Object.keys(compose.services)) {
      const { environment, secrets } = compose.services[name];
      for (const [variable, value] of Object.entries<string>(environment)) {
        if (!/SECRET|PASSWORD|KEY|TOKEN|_URL/.test(variable)) continue;
        expect(variable).toMatch(/_FILE$/);
        expect(secrets).toContain(value.replace('/run/secrets/', ''));
      }
      for (const secret of secrets) expect(compose.secrets[secret].file).toMatch(/^\.\/secrets\//);
    }
    // The one that may change tables is the migration's alone.
    expect(ours.filter((name) => compose.services[name].secrets.includes('migrate_url'))).toEqual([
      'migrate',
    ]);
    expect(text('.gitignore').split('\n')).toContain('secrets/');
  });

  test('keeps Postgres checksummed, and closed to everything but its neighbors', () => {
    const { postgres, service } = compose.services;
    expect(postgres.image).toBe('postgres:18');
    expect(postgres.environment.POSTGRES_INITDB_ARGS).toContain('--data-checksums');
    expect(postgres.ports).toBeUndefined();
    expect(service.ports).toEqual(['127.0.0.1:3000:3000']);
  });
});
