import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Instant } from '../../../kernel/shapes.ts';
import { facility, program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { glExportLife } from '../lifecycle/gl-export.ts';
import { GlEntryKind, GlPurpose, Ledger } from '../model/account.ts';
import { GlExportState } from '../model/gl-export.ts';
import { ledgersVisible, permissions } from '../policy.ts';
import { glExports, glLines } from '../tables.ts';
import { glAccount } from './gl-account.ts';
import { fiscalPeriod } from './fiscal-period.ts';

const commercial = { dataClass: 'commercial' } as const;

export const glExport = noun({
  name: 'glExport',
  summary:
    'What was posted on some days as one general ledger pulled it, each document once, every entry in balance. Numbered without gaps for each ledger of a program.',
  table: glExports,
  read: permissions.readExports,
  lifecycle: glExportLife,
  fields: {
    programId: field(Id, { filter: true }),
    ledger: field(Ledger, { filter: true }),
    number: field(z.int(), { filter: true, sort: true }),
    periodId: field(Id.nullable(), { filter: true }),
    startsOn: field(Day, { filter: true, sort: true }),
    endsOn: field(Day, { filter: true, sort: true }),
    state: field(GlExportState, { filter: true }),
    currency: field(z.string()),
    entryCount: field(z.int()),
    lineCount: field(z.int()),
    debitTotal: field(Amount, commercial),
    creditTotal: field(Amount, commercial),
    contentHash: field(
      z.string().nullable().meta({
        description:
          'SHA-256, in hex, of the lines in order, each as `number|entryNumber|postedOn|accountNumber|debit|credit|costCenterCode|reference` and a line feed; what a line lacks is empty.',
      }),
    ),
    createdBy: field(Id),
    receiverReference: field(z.string().nullable(), { filter: true }),
    failureReason: field(z.string().nullable()),
    answeredAt: field(Instant.nullable(), { sort: true }),
    answeredBy: field(Id.nullable()),
  },
  visibleTo: ledgersVisible,
});

export const glLine = noun({
  name: 'glLine',
  summary:
    'What a general ledger reads: a debit or a credit of an entry. Lines of one entry number are in balance.',
  table: glLines,
  read: permissions.readExports,
  fields: {
    exportId: field(Id, { filter: true }),
    entryNumber: field(z.int(), { filter: true, sort: true }),
    number: field(z.int(), { sort: true }),
    programId: field(Id, { filter: true }),
    ledger: field(Ledger, { filter: true }),
    kind: field(GlEntryKind, { filter: true }),
    sourceId: field(Id.meta({ description: 'The document, or the closing of a period.' }), { filter: true }),
    postedOn: field(Day, { filter: true, sort: true }),
    reference: field(z.string().meta({ description: 'The document’s number, or the period’s name.' }), {
      filter: true,
    }),
    purpose: field(GlPurpose, { filter: true }),
    accountId: field(Id, { filter: true }),
    accountNumber: field(z.string(), { filter: true, sort: true }),
    accountName: field(z.string()),
    debit: field(Amount, commercial),
    credit: field(Amount, commercial),
    currency: field(z.string()),
    itemKind: field(z.string().nullable(), { filter: true }),
    hourType: field(z.string().nullable(), { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    costCenterId: field(Id.nullable(), { filter: true }),
    costCenterCode: field(z.string().nullable(), { filter: true }),
  },
  visibleTo: ledgersVisible,
});

edge(glExport, 'programId', 'program', program, 'glExports');
edge(glExport, 'periodId', 'period', fiscalPeriod, 'glExports');
edge(glLine, 'exportId', 'export', glExport, 'lines');
edge(glLine, 'accountId', 'account', glAccount, null);
edge(glLine, 'facilityId', 'facility', facility, null);
edge(glLine, 'vendorId', 'vendor', vendor, null);
