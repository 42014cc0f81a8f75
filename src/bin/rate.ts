import { readFileSync } from 'node:fs';
import { differences } from './labor-cases/differences.ts';
import { CaseError, casesIn, readCase } from './labor-cases/labor-case.ts';
import type { Result } from './labor-cases/labor-case.ts';
import { rateCase } from './labor-cases/result.ts';

const usage =
  'npm run rate -- [FILE]   (cases in the shape of test/fixtures/labor-cases.json; else from stdin)';
const tell = (line: string) => process.stderr.write(`${line}\n`);

interface RatedCase {
  readonly id?: string;
  readonly expected?: Result | undefined;
  readonly actual?: Result;
  readonly error?: string;
}

/** A case with what the engine makes of it; one that cannot be rated costs only itself. */
function ratedCase(value: unknown, position: number): RatedCase {
  try {
    const one = readCase(value, position);
    return { ...one, actual: rateCase(one) };
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    return { ...(value as { id?: string } | null), error: error.message };
  }
}

/** Rates worked examples with the engine. Exit 0 says that all of them match, 1 that some do not, 2 that some cannot be rated. */
function rate(files: readonly string[]): number {
  const [file] = files;
  if (files.length > 1 || file?.startsWith('--')) throw new Error(usage);
  const rated = casesIn(readFileSync(file ?? 0, 'utf8')).map(ratedCase);
  process.stdout.write(`${JSON.stringify({ cases: rated }, null, 2)}\n`);
  const failed = rated.flatMap(({ error }) => error ?? []);
  failed.forEach(tell);
  const checked = rated.filter(({ expected, actual }) => expected !== undefined && actual !== undefined);
  const wrong = checked.flatMap(({ id, expected, actual }) => {
    const found = differences(expected!, actual!);
    if (found.length > 0) tell(`${id}: ${found.join('; ')}`);
    return found.length > 0 ? [id] : [];
  });
  tell(
    checked.length === 0
      ? `${rated.length - failed.length} rated, none with an expected result`
      : `${checked.length - wrong.length} of ${checked.length} match`,
  );
  return failed.length > 0 ? 2 : wrong.length > 0 ? 1 : 0;
}

try {
  process.exitCode = rate(process.argv.slice(2));
} catch (error) {
  tell((error as Error).message);
  process.exitCode = 2;
}
