import type { Context } from '../../kernel/operation.ts';
import { asTenant } from '../../kernel/transaction.ts';
import { fileNotReady, stricterOf, type FileClass } from './model.ts';
import { files } from './tables.ts';

/** What a file becomes part of, and whose it is from then on. */
export interface FileSubject {
  /** The noun's name, such as `credential`. */
  noun: string;
  id: string;
  /** A file that its sender announced as more guarded stays so. */
  dataClass: FileClass;
  programId?: string | null;
  facilityId?: string | null;
  vendorId?: string | null;
  workerId?: string | null;
}

/**
 * Makes the files part of the subject, whose scopes say from then on who sees them. Each must be clean, sent by the
 * actor's own membership and part of nothing else; else `file_not_ready` and none is attached. One that is part of this
 * subject already stays as it is.
 */
export async function attachFiles(
  fileIds: readonly string[],
  { noun, id, dataClass, programId, facilityId, vendorId, workerId }: FileSubject,
  { tx, actor }: Context,
): Promise<void> {
  if (fileIds.length === 0) return;
  const taken = await tx.takeAll(files, fileIds);
  const rows = fileIds.flatMap((fileId, place) => {
    const row = taken.get(fileId);
    if (row && row.subjectNoun === noun && row.subjectId === id) return [];
    if (row?.state === 'clean' && row.subjectId === null && row.membershipId === actor.membershipId)
      return [row];
    throw fileNotReady({
      errors: [
        { pointer: `/fileIds/${place}`, code: fileNotReady.code, message: 'It is not clean, or not free.' },
      ],
    });
  });
  // Its sender may not write what it will not see.
  await asTenant(tx, () =>
    tx.changeAll(
      files,
      rows.map((row) => ({
        row,
        changes: {
          subjectNoun: noun,
          subjectId: id,
          dataClass: stricterOf(row.dataClass, dataClass),
          programId: programId ?? null,
          facilityId: facilityId ?? null,
          vendorId: vendorId ?? null,
          workerId: workerId ?? null,
        },
      })),
    ),
  );
}
