import { z } from 'zod';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { costCenter, program } from '../../programs/index.ts';
import { AccountNumber, GlAccountType, GlPurpose, Ledger } from '../model/account.ts';
import { ledgersVisible, permissions } from '../policy.ts';
import { glAccounts, glMappings } from '../tables.ts';

export const glAccount = noun({
  name: 'glAccount',
  summary: 'An account of the client’s general ledger, or of the operator’s.',
  table: glAccounts,
  read: permissions.readAccounts,
  fields: {
    programId: field(Id, { filter: true }),
    ledger: field(Ledger, { filter: true }),
    number: field(AccountNumber, { filter: true, sort: true, search: true }),
    name: field(z.string(), { sort: true, search: true }),
    type: field(GlAccountType, { filter: true }),
  },
  visibleTo: ledgersVisible,
});

export const glMapping = noun({
  name: 'glMapping',
  summary:
    'The account that money of a purpose goes to, from a day to a day; the most specific one counts: cost center, then hour type, then kind of item.',
  table: glMappings,
  read: permissions.readAccounts,
  fields: {
    programId: field(Id, { filter: true }),
    ledger: field(Ledger, { filter: true }),
    purpose: field(GlPurpose, { filter: true }),
    itemKind: field(z.string().nullable(), { filter: true }),
    hourType: field(z.string().nullable(), { filter: true }),
    costCenterId: field(Id.nullable(), { filter: true }),
    accountId: field(Id, { filter: true }),
    ...effectiveFields(),
  },
  visibleTo: ledgersVisible,
});

edge(glAccount, 'programId', 'program', program, 'glAccounts');
edge(glMapping, 'accountId', 'account', glAccount, 'mappings');
edge(glMapping, 'costCenterId', 'costCenter', costCenter, null);
