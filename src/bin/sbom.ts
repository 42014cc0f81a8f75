import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: { name: string; 'bom-ref': string } };
  components: { 'bom-ref': string; name: string; licenses?: { license: { id: string } }[] }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

interface Lock {
  packages: Record<string, { version: string; dev?: boolean; optional?: boolean; devOptional?: boolean }>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(name, 'utf8'));

/** What production runs, as `name@version`. */
function running(): Set<string> {
  const { packages } = read('package-lock.json') as Lock;
  const kept = Object.entries(packages).filter(
    ([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional,
  );
  return new Set(
    kept.map(([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`),
  );
}

/** Licenses that a package tells by its LICENSE file alone. */
export const licensesByFile: Readonly<Record<string, string>> = { 'png-js': 'MIT' };

/** What production runs, as CycloneDX JSON, out of the lock alone: the same text for the same lock. */
export function billOfMaterials(): string {
  const { stdout, stderr, status } = spawnSync(
    'npm',
    ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`);
  const bom = JSON.parse(stdout) as Bom;
  // npm's own --omit=dev also leaves out what production shares with a tool, such as graphql.
  const kept = running();
  bom.components = bom.components.filter((component) => kept.has(component['bom-ref']));
  for (const component of bom.components) {
    const id = licensesByFile[component.name];
    if (id !== undefined) component.licenses ??= [{ license: { id } }];
  }
  kept.add(bom.metadata.component['bom-ref']);
  bom.dependencies = bom.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((name) => kept.has(name)) }));
  // A number at random and the time would make two builds of one commit differ; npm names the folder, not the package.
  delete bom.serialNumber;
  delete bom.metadata.timestamp;
  bom.metadata.component.name = (read('package.json') as { name: string }).name;
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

if (import.meta.main) writeFileSync('sbom.cdx.json', billOfMaterials());
