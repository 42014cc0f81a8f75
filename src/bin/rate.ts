import { readFileSync } from 'node:fs';
import { differences } from './labor-cases/differences.ts';
import { readCases } from './labor-cases/labor-case.ts';
import { rateCase } from './labor-cases/result.ts';

const usage =
  'npm run rate -- [FILE]   (cases in the shape of test/fixtures/labor-cases.json; else from stdin)';
const tell = (line: string) => process.stderr.write(`${line}\n`);

/** Rates worked examples with the engine. Exit 0 says that all of them match, 1 that some do not, 2 that they cannot be read. */
function rate(files: readonly string[]): number {
  const [file] = files;
  if (files.length > 1 || file?.startsWith('--')) throw new Error(usage);
  const rated = readCases(readFileSync(file ?? 0, 'utf8')).map((one) => ({ ...one, actual: rateCase(one) }));
  process.stdout.write(`${JSON.stringify({ cases: rated }, null, 2)}\n`);
  const checked = rated.filter(({ expected }) => expected !== undefined);
  const wrong = checked.flatMap(({ id, expected, actual }) => {
    const found = differences(expected!, actual);
    if (found.length > 0) tell(`${id}: ${found.join('; ')}`);
    return found.length > 0 ? [id] : [];
  });
  tell(
    checked.length === 0
      ? `${rated.length} rated, none with an expected result`
      : `${checked.length - wrong.length} of ${checked.length} match`,
  );
  return wrong.length > 0 ? 1 : 0;
}

try {
  process.exitCode = rate(process.argv.slice(2));
} catch (error) {
  tell((error as Error).message);
  process.exitCode = 2;
}
