import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { billOfMaterials, licensesByFile } from '../../src/bin/sbom.ts';

interface Package {
  version: string;
  license?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  dev?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
}

const root = join(import.meta.dirname, '../..');
const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const manifest: {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
} = read('package.json');
const lock: { packages: Record<string, Package> } = read('package-lock.json');
const locked = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ ...entry, name: path.slice(path.lastIndexOf('node_modules/') + 13) }));
const production = locked.filter(({ dev, devOptional }) => !dev && !devOptional);
const direct = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };

/** Why each package that production runs is worth its risk (SUP-1). */
const reasons: Record<string, string> = {
  '@aws-sdk/client-s3': 'files in S3-compatible storage; loaded only where a bucket is configured',
  '@bsull/augurs': 'models of forecasts: WebAssembly that computes on numbers it is given',
  '@fastify/cors': 'browsers of the named origins',
  '@fastify/helmet': 'security headers',
  '@fastify/rate-limit': 'limits by principal and address',
  '@opentelemetry/api': 'the spans’ vocabulary',
  '@opentelemetry/exporter-trace-otlp-http': 'sends spans to the collector',
  '@opentelemetry/resources': 'names the service in its spans',
  '@opentelemetry/sdk-trace-node': 'collects spans',
  '@rgrove/parse-xml': 'reads timecards of other systems; resolves no DTD and no external entity',
  '@scalar/fastify-api-reference': 'the reference at /docs, served without a foreign host',
  'csv-parse': 'imports',
  'csv-stringify': 'exports, formulas disarmed',
  'drizzle-orm': 'builds SQL from typed tables',
  echarts: 'draws charts as SVG, of figures alone; loaded with the first picture',
  fastify: 'HTTP',
  'file-type': 'tells what a file is from its bytes, whatever its sender calls it',
  graphql: 'the GraphQL language',
  'hyparquet-writer': 'answers as Parquet; writes what it is given, reads nothing',
  jose: 'verifies tokens of issuers, signs none of its own',
  mercurius: 'GraphQL over Fastify',
  pdfkit: 'invoices to print; draws from what it is given and reads no file but its own font metrics',
  pg: 'speaks to Postgres',
  pino: 'structured logs',
  'prom-client': 'metrics',
  'svg-to-pdfkit': 'puts our own charts into the program review',
  yaml: 'the printed OpenAPI',
  zod: 'shapes, checked at the edge and printed into both contracts',
};

const floors: Record<string, [number, number, number]> = {
  fastify: [5, 8, 5],
  mercurius: [16, 10, 1],
  graphql: [16, 15, 0],
  jose: [6, 2, 0],
};

const allowedLicenses = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  '(MIT OR CC0-1.0)',
  'MIT OR Apache-2.0',
]);

describe('dependencies (SUP-1, SUP-2)', () => {
  test('are pinned exactly: no ranges, tags, addresses or folders', () => {
    const loose = Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  test('are locked at what is pinned, each with its checksum', () => {
    const other = Object.entries(direct).filter(
      ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
    );
    expect(other).toEqual([]);
    expect(
      locked.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ name }) => name),
    ).toEqual([]);
  });

  test('come from the registry that the reader has configured: the lock names no host, no git, no folder', () => {
    expect(locked.filter(({ resolved, link }) => resolved ?? link).map(({ name }) => name)).toEqual([]);
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/git\+|github:|"file:|tarball/);
  });

  test('of production are at most 40, each with its reason', () => {
    expect(Object.keys(reasons).toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted());
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(40);
  });

  test.each(Object.entries(floors))(
    '%s is not below its floor, wherever it is in production',
    (name, floor) => {
      const versions = production.filter((entry) => entry.name === name).map(({ version }) => version);
      expect(versions.length).toBeGreaterThan(0);
      for (const version of versions) {
        const parts = version.split('.').map(Number);
        const first = parts.findIndex((part, place) => part !== floor[place]);
        expect([version, first === -1 || parts[first]! > floor[first]!]).toEqual([version, true]);
      }
    },
  );

  test('have only the install scripts that were judged, and in production none', () => {
    const scripted = [...new Set(locked.filter((entry) => entry.hasInstallScript).map(({ name }) => name))];
    expect(scripted.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
    const running = production.filter(
      ({ name, hasInstallScript }) => hasInstallScript && manifest.allowScripts[name] !== false,
    );
    expect(running).toEqual([]);
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toMatch(/npm ci .*--ignore-scripts/);
  });
});

describe('licenses (SUP-3)', () => {
  test('of all that production runs are the allowed ones', () => {
    const others = production.filter(
      ({ name, license }) => !allowedLicenses.has(license ?? licensesByFile[name] ?? ''),
    );
    expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  });
});

describe('the bill of materials (SUP-3)', () => {
  test('names what production runs, with version, checksum and license, the same each time', () => {
    const text = billOfMaterials();
    const bom = JSON.parse(text) as {
      bomFormat: string;
      metadata: { component: { name: string } };
      components: { name: string; version: string; purl: string; hashes?: unknown[]; licenses?: unknown[] }[];
    };
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'requisite' } } });
    const named = bom.components.map(({ name, version }) => `${name}@${version}`);
    expect(named).toEqual(
      expect.arrayContaining(
        Object.entries(manifest.dependencies).map(([name, version]) => `${name}@${version}`),
      ),
    );
    const foreign = Object.keys(manifest.devDependencies).filter((name) =>
      bom.components.some((component) => component.name === name),
    );
    expect(foreign).toEqual([]);
    expect(bom.components.filter(({ hashes, licenses }) => !hashes?.length || !licenses?.length)).toEqual([]);
    expect(billOfMaterials()).toBe(text);
  }, 60_000);
});
