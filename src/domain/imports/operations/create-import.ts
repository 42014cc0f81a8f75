import { z } from 'zod';
import { holds } from '../../../kernel/actor.ts';
import { permissionMissing, refuse } from '../../../kernel/errors.ts';
import { command, type Command } from '../../../kernel/operation.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { ColumnMapping, ConstantField, importCreated, ImportFormat, ImportMode } from '../model.ts';
import { importNoun } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { imports } from '../tables.ts';

const presetsOf = (rows: ReadonlyMap<string, Command>) =>
  [...new Set([...rows.values()].flatMap(({ presets = {} }) => Object.keys(presets)))].toSorted();

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
      preset: oneOf('ImportPreset', presetsOf(rows) as [string, ...string[]])
        .optional()
        .meta({ description: 'A kind of file that the operation takes as it is published; CSV.' }),
      columns: z
        .array(ColumnMapping)
        .max(200)
        .default([])
        .meta({ description: 'Columns of the file that are not called as the fields they fill.' }),
      constants: z
        .array(ConstantField)
        .max(50)
        .default([])
        .meta({ description: 'What every row has besides; a row that says otherwise keeps its own.' }),
    }),
    output: importNoun,
    async handle({ operation, preset, constants, ...file }, { actor, tx, requestId }) {
      const { name, permission, presets = {}, input } = rows.get(operation)!;
      if (!holds(actor, permission))
        throw permissionMissing({ detail: `${name} needs the permission ${permission.name}.` });
      if (preset !== undefined && !Object.hasOwn(presets, preset))
        throw refuse('/preset', 'invalid_value', `${name} takes no file of this kind.`);
      if (preset !== undefined && file.format !== 'csv')
        throw refuse('/format', 'invalid_value', 'A file of this kind is CSV.');
      if (preset !== undefined && file.columns.length > 0)
        throw refuse('/columns', 'invalid_value', 'The columns of a file of this kind are known.');
      if (file.format !== 'csv' && file.columns.length > 0)
        throw refuse('/columns', 'invalid_value', 'Only CSV has columns.');
      for (const [place, { field }] of constants.entries())
        if (!Object.hasOwn(input.shape, field.split('.', 1)[0]!))
          throw refuse(`/constants/${place}/field`, 'field_not_available', 'A row has no such field.');
      const { membershipId, tokenId, scopes } = actor;
      const [row] = await tx.insert(imports, [
        {
          membershipId: membershipId!,
          tokenId,
          scopes: scopes && [...scopes],
          operation: name,
          ...file,
          preset: preset ?? null,
          constants,
          requestId,
          state: 'awaiting_content',
        },
      ]);
      return { result: row!, events: [importCreated(row!, { operation: name })] };
    },
  });
