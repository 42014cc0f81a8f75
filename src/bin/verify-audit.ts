import { accessSync, constants, createReadStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { SignedAuditHead } from '../kernel/audit-head.ts';
import { publicKeyOf } from '../server/audit/head-signer.ts';
import { linesOf } from '../server/audit/lines.ts';
import { verifyLog } from '../server/audit/verify-log.ts';

const usage = 'npm run verify-audit -- FILE [--key PUBLIC.pem]... [--heads HEADS.ndjson]...';
const say = (line: string) => process.stdout.write(`${line}\n`);

function keyIn(file: string): string {
  try {
    return publicKeyOf(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: no Ed25519 key can be read from it`, { cause: error });
  }
}

/** The kept heads of a file. A line that was cut off in the middle is told of: the process that wrote it was killed. */
function headsIn(file: string): SignedAuditHead[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line === '') return [];
      try {
        return [JSON.parse(line) as SignedAuditHead];
      } catch {
        say(`${file}: line ${index + 1} is no whole head and proves nothing`);
        return [];
      }
    });
}

/** Verifies an exported audit log offline: no database, no service, no network. Exit 0 says that it is whole and unchanged, 1 that it is not, 2 that it could not be looked at. */
async function verify(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { key: { type: 'string', multiple: true }, heads: { type: 'string', multiple: true } },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error(usage);
  // A name that was mistyped is no tampering.
  accessSync(file, constants.R_OK);
  const publicKeys = new Set((values.key ?? []).map(keyIn));
  const heads = (values.heads ?? []).flatMap(headsIn);
  const verdict = await verifyLog(linesOf(createReadStream(file, { highWaterMark: 1 << 20 })), {
    publicKeys,
    heads,
  });
  if (!verdict.sound) {
    say(`NOT SOUND at entry ${verdict.sequence} (line ${verdict.line}): ${verdict.why}`);
    return 1;
  }
  const { tenantId, at, publicKey } = verdict.head;
  say(`SOUND: ${verdict.entries} entries of tenant ${tenantId}, the whole log as it stood at ${at}`);
  if (publicKeys.size === 0)
    say(`Signed with ${publicKey}: whether that is your key, --key says; what it was before, --heads.`);
  return 0;
}

process.exitCode = await verify().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  return 2;
});
