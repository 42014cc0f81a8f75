import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Instant, text } from '../../../kernel/shapes.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { onboardingItemLife } from '../lifecycle/onboarding-item.ts';
import { ChecklistEntry, OnboardingOwner, OnboardingState } from '../model/onboarding.ts';
import { permissions } from '../policy.ts';
import { onboardingItems, onboardingTemplates } from '../tables.ts';

export const onboardingTemplate = noun({
  name: 'onboardingTemplate',
  summary:
    'What is to be done before anybody begins at a place; narrower places add to it or change it by code.',
  table: onboardingTemplates,
  read: permissions.readTemplates,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable().meta({ description: 'Null: at every facility of the program.' }), {
      filter: true,
    }),
    unitId: field(Id.nullable(), { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    items: field(z.array(ChecklistEntry)),
  },
});

export const onboardingItem = noun({
  name: 'onboardingItem',
  summary: 'One thing to be done for an assignment, by whom and by when.',
  table: onboardingItems,
  read: permissions.read,
  lifecycle: onboardingItemLife,
  fields: {
    assignmentId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    code: field(z.string(), { filter: true }),
    name: field(z.string()),
    owner: field(OnboardingOwner, { filter: true }),
    required: field(z.boolean(), { filter: true }),
    dueOn: field(Day, { filter: true, sort: true }),
    credentialTypeId: field(
      Id.nullable().meta({ description: 'The type of credential whose proof does it by itself.' }),
      { filter: true },
    ),
    doneAt: field(Instant.nullable(), { filter: true, sort: true }),
    waivedBecause: field(z.string().nullable(), { readers: readsPeople }),
    state: field(OnboardingState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
});
