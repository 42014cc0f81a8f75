import { loadConfig } from '../server/config.ts';
import { migrate } from '../server/database/migrate.ts';

try {
  const { databaseUrl } = loadConfig();
  if (!databaseUrl) {
    throw new Error(
      'Set DATABASE_URL to the database to migrate; the embedded one is migrated by `npm start`.',
    );
  }
  const applied = await migrate(databaseUrl, { log: console.log });
  if (applied.length === 0) console.log('nothing to apply');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
