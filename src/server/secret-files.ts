import { readFileSync } from 'node:fs';

/** What may be given as a file, by its path in the variable's name with `_FILE`: container secrets are mounted so. */
const secrets = ['REQUISITE_SECRET', 'DATABASE_URL', 'METRICS_TOKEN', 'FILES_S3_SECRET_ACCESS_KEY'] as const;

/**
 * The environment with each secret's file read in, less the line's end. Throws, naming the variable and never what
 * it holds, when a file cannot be read or is empty, or when a secret is given in both ways.
 */
export function withSecretFiles(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read: NodeJS.ProcessEnv = {};
  const faults: string[] = [];
  for (const name of secrets) {
    const path = environment[`${name}_FILE`];
    if (path === undefined) continue;
    if (environment[name] !== undefined) {
      faults.push(`${name}: is given twice, by itself and by ${name}_FILE`);
      continue;
    }
    try {
      const text = readFileSync(path, 'utf8').trim();
      if (text) read[name] = text;
      else faults.push(`${name}_FILE: the file is empty`);
    } catch (error) {
      faults.push(`${name}_FILE: the file cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  if (faults.length > 0) throw new Error(`The configuration is not valid:\n  ${faults.join('\n  ')}`);
  return { ...environment, ...read };
}
