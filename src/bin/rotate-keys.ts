import { loadConfig } from '../server/config.ts';
import { acquireSecret } from '../server/database/acquire.ts';
import { createPool } from '../server/database/pool.ts';
import { SigningKeys } from '../server/oauth/signing-keys.ts';

/** Gives this service's tokens a new signing key; `--now` drops all others at once, for a key that may have leaked. */
async function rotate(): Promise<void> {
  const others = process.argv.slice(2).filter((argument) => argument !== '--now');
  if (others.length > 0) throw new Error('usage: npm run rotate-keys [-- --now]');
  const now = process.argv.includes('--now');
  const config = loadConfig();
  if (!config.databaseUrl) throw new Error('Set DATABASE_URL to the database whose keys to rotate.');
  const pool = createPool(config.databaseUrl, 1, () => undefined);
  try {
    const keys = new SigningKeys(pool, acquireSecret(config), config.keyRotationDays);
    const kid = await keys.rotate({ now });
    console.log(
      now
        ? `key ${kid} signs now; every token given before is refused within a second`
        : `key ${kid} is published and signs in 10 minutes; tokens given before stay good`,
    );
  } finally {
    await pool.end();
  }
}

await rotate().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
