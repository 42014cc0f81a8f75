import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { codeOf, Id, text } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { Component } from '../model/pay-code.ts';
import { PayrollBasis, PayrollLineType, PayrollReceiver } from '../model/receiver.ts';
import { codesVisible, permissions } from '../policy.ts';
import { payCodes } from '../tables.ts';

export const payCode = noun({
  name: 'payCode',
  summary:
    'The code by which a payroll knows minutes or earnings of a type, from a day to a day; the most specific one counts: vendor, then component, then profession.',
  table: payCodes,
  read: permissions.readCodes,
  fields: {
    programId: field(Id, { filter: true }),
    receiver: field(PayrollReceiver, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    basis: field(PayrollBasis, { filter: true }),
    type: field(PayrollLineType, { filter: true }),
    component: field(Component.nullable(), { filter: true }),
    profession: field(codeOf('profession', 'rn').nullable(), { filter: true }),
    code: field(text(64), { filter: true, sort: true, search: true }),
    description: field(text(200).nullable()),
    ...effectiveFields(),
  },
  visibleTo: codesVisible,
});

edge(payCode, 'programId', 'program', program, 'payCodes');
edge(payCode, 'vendorId', 'vendor', vendor, null);
