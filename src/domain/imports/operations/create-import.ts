import { z } from 'zod';
import { holds } from '../../../kernel/actor.ts';
import { permissionMissing } from '../../../kernel/errors.ts';
import { command, type Command } from '../../../kernel/operation.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { importCreated, ImportFormat, ImportMode } from '../model.ts';
import { importNoun } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { imports } from '../tables.ts';

/** Announces a file; its content follows to `PUT /imports/{importId}/content`. */
export const createImport = (rows: ReadonlyMap<string, Command>): Command =>
  command({
    name: 'createImport',
    summary:
      'Announce a file whose rows are each the input of one operation; then send its content to /imports/{importId}/content.',
    rest: 'POST /imports',
    permission: permissions.run,
    input: z.strictObject({
      operation: oneOf('ImportOperation', [...rows.keys()] as [string, ...string[]]),
      format: ImportFormat.default('csv'),
      mode: ImportMode.default('best_effort'),
      isDryRun: z.boolean().default(false),
    }),
    output: importNoun,
    async handle({ operation, format, mode, isDryRun }, { actor, tx, requestId }) {
      const { name, permission } = rows.get(operation)!;
      if (!holds(actor, permission))
        throw permissionMissing({ detail: `${name} needs the permission ${permission.name}.` });
      const { membershipId, tokenId, scopes } = actor;
      const [row] = await tx.insert(imports, [
        {
          membershipId: membershipId!,
          tokenId,
          scopes: scopes && [...scopes],
          operation: name,
          mode,
          isDryRun,
          format,
          requestId,
          state: 'awaiting_content',
        },
      ]);
      return { result: row!, events: [importCreated(row!, { operation: name })] };
    },
  });
