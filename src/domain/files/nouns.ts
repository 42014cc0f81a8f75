import { z } from 'zod';
import { field, noun } from '../../kernel/noun.ts';
import { Id, Instant } from '../../kernel/shapes.ts';
import { fileLife } from './lifecycle.ts';
import { FileClassShape, FileName, FilePurposeShape, FileState, Sha256 } from './model.ts';
import { permissions, readsSender, readsVendor, readsWorkerId, visibleTo } from './policy.ts';
import { files } from './tables.ts';

export const file = noun({
  name: 'file',
  summary: 'A document or picture: what it is, whether it is safe to open, and what it belongs to.',
  table: files,
  read: permissions.read,
  fields: {
    name: field(FileName, { dataClass: 'identity' }),
    mediaType: field(z.string(), { filter: true }),
    sizeBytes: field(z.int()),
    sha256: field(Sha256.nullable()),
    purpose: field(FilePurposeShape, { filter: true }),
    dataClass: field(FileClassShape, { filter: true }),
    state: field(FileState, { filter: true }),
    finding: field(z.string().nullable().meta({ description: 'What the scanner found.' })),
    membershipId: field(Id, { filter: true, readers: readsSender }),
    subjectNoun: field(z.string().nullable(), { filter: true }),
    subjectId: field(Id.nullable(), { filter: true }),
    programId: field(Id.nullable(), { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    vendorId: field(Id.nullable(), { filter: true, staged: readsVendor }),
    workerId: field(Id.nullable(), { filter: true, readers: readsWorkerId }),
    uploadedAt: field(Instant.nullable(), { sort: true }),
    scannedAt: field(Instant.nullable()),
    retainedUntil: field(Instant.nullable(), { filter: true, sort: true }),
    removedAt: field(Instant.nullable()),
  },
  visibleTo,
  lifecycle: fileLife,
});
