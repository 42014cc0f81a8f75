import { getTableColumns, getTableName } from 'drizzle-orm';
import { isNoun, type Command } from '../../src/kernel/operation.ts';
import type { Input } from './sample.ts';
import type { Stage, Theater } from './stage.ts';

/** What a command needs before it can succeed on a stage, where its example and its life do not say it. */
export interface Situation {
  /** Rows changed past the rules: table → columns. */
  rows?: (stage: Stage) => Record<string, Record<string, unknown>>;
  /** Members laid over the sample input. */
  input?: (stage: Stage) => Input;
  /** Members taken out of the sample input. */
  without?: readonly string[];
  /** Runs last, for what rows alone do not say. */
  prepare?: (stage: Stage, theater: Theater) => Promise<void>;
}

const risingRates = { p10: '90', p25: '95', p50: '98', p75: '103', p90: '107', mean: '99' };
const anotherRate = { billRate: '98', effectiveFrom: '2027-03-01' };
const listedPerson = { lastName: 'DOE', exclusionType: '1128a1', excludedOn: '2026-01-02' };
// A record is of a person or of a business, and its days follow each other.
const notOnOneRecord = ['businessName', 'endsOn', 'reinstatedOn'];
// The stage's order is no direct hire.
const hourly = { billRate: '98', endsOn: '2026-05-02' };
const times = [{ startsAt: '2026-03-02T15:00:00Z', endsAt: '2026-03-02T15:30:00Z' }];
const met = {
  interviews: { state: 'scheduled', starts_at: '2026-02-09T15:00:00Z', ends_at: '2026-02-09T15:30:00Z' },
};
const systemRegistered = { externalId: { system: 'workday', id: 'sample-1' } };

// What an order that is paid by the hour does not say.
const directHire = ['salaryFrom', 'salaryTo', 'placementFeeEstimate', 'customValues', 'questions', 'fileIds'];
const newOrder = {
  profession: 'rn',
  positions: 1,
  startsOn: '2026-03-02',
  endsOn: '2026-05-31',
  hoursPerWeek: '36',
  billRate: '98',
  reason: 'vacancy',
};
const settledChange = { state: 'withdrawn', decided_at: '2026-01-02T00:00:00Z' };

const allTerms = {
  orderTypeFees: [{ orderType: 'per_diem', feeModel: 'client_funded', feePercent: '2' }],
  penaltyWindows: [{ subject: 'shift', noticeUnder: 2, penaltyKind: 'hours', penaltyValue: '12' }],
  guaranteedHours: { hoursPerWeek: '24' },
  conversionSchedule: [{ workedFrom: 0, feeKind: 'flat', feeValue: '9000' }],
  placementTerms: { feeKind: 'flat', feeValue: '9000' },
  volumeBands: [{ measure: 'headcount', volumeFrom: '5', stepKind: 'rate_step', stepValue: '-1' }],
};

/** An agreement that has begun takes terms of a kind of which it has none. */
function settingTerms(): Record<string, Situation> {
  const tables = {
    orderTypeFees: 'agreement_fees',
    penaltyWindows: 'agreement_penalty_windows',
    guaranteedHours: 'agreement_guarantees',
    conversionSchedule: 'agreement_conversion_fees',
    volumeBands: 'agreement_volume_bands',
    placementTerms: 'agreement_placement_terms',
  } as const;
  return Object.fromEntries(
    Object.entries(tables).map(([terms, table]) => [
      `set${terms[0]!.toUpperCase()}${terms.slice(1)}`,
      {
        rows: () => ({ [table]: { state: 'superseded' } }),
        input: () => ({ [terms]: allTerms[terms as keyof typeof allTerms] }),
      },
    ]),
  );
}

/** What is a member's own is given to the manager. */
function ownedByManager(table: string): NonNullable<Situation['prepare']> {
  return (stage, { set }) =>
    set(stage, table, { membership_id: stage.members.program_manager.actor.membershipId });
}

/** A fee as another system sends it. */
const chargedElsewhere = {
  sourceSystem: 'workday',
  sourceReference: 'fee 2',
  kind: 'fee',
  description: 'Providers, February',
  workDateFrom: '2026-02-01',
  workDateTo: '2026-02-28',
  amount: '100.00',
};
const spent = { incurredOn: '2026-02-04', amount: '60.00' };
const perDiem = { type: 'per_diem', state: 'open' };
const openShift = {
  state: 'open',
  starts_at: '2026-04-01T12:00:00Z',
  ends_at: '2026-04-01T20:00:00Z',
  local_date: '2026-04-01',
  vendor_id: null,
  worker_id: null,
  representation_id: null,
  assignment_id: null,
};
const bookedLater = {
  state: 'scheduled',
  starts_at: '2026-04-01T12:00:00Z',
  ends_at: '2026-04-01T20:00:00Z',
  local_date: '2026-04-01',
};
const perDiemPlacement = { kind: 'per_diem', position_id: null, submission_id: null, offer_id: null };
const worked = (state: string) => ({
  state,
  starts_at: '2026-01-03T12:00:00Z',
  ends_at: '2026-01-04T00:00:00Z',
  local_date: '2026-01-03',
  ...(state === 'scheduled' ? {} : { actual_starts_at: '2026-01-03T12:00:00Z' }),
});
const unasked = { state: 'withdrawn', decided_at: '2026-01-05T00:00:00Z' };
const untaken = { orders: perDiem, shifts: openShift, shift_requests: unasked };
const ownClaim = (stage: Stage) => ({ representationId: id(stage, 'representations') });
const oneShift = {
  localDate: '2026-04-07',
  startTime: '07:00',
  endTime: '19:00',
};
const oneRule = { ...oneShift, weekdays: ['tuesday'], firstOn: '2026-04-01', lastOn: '2026-04-30' };
const spans = ['startsAt', 'endsAt', 'billRate', 'broadcastPlanId'];

/** By operation; a new command that the generator cannot run by itself gets a line here. */
export const situations: Record<string, Situation> = {
  // The unit of the stage has a kind already, from the first day of the year.
  setUnitStandard: { input: () => ({ effectiveFrom: '2026-07-01' }) },
  createGlMapping: { input: () => ({ hourType: 'callback' }) },
  reopenFiscalPeriod: {
    rows: (stage) => ({
      fiscal_periods: {
        state: 'closed',
        closed_at: '2025-02-01T00:00:00Z',
        closed_by: id(stage, 'memberships'),
      },
    }),
  },
  recordPayment: {
    input: () => ({ direction: 'received', paidOn: '2026-01-02' }),
    without: ['vendorId', 'applications'],
  },
  reversePayment: { rows: () => ({ payments: { paid_on: '2026-01-02' } }) },
  createImport: { input: () => ({ operation: 'upsert_cost_center' }) },
  cancelImport: {
    // Imports are one's own: the stage's is given to the first role that may stop it.
    prepare: async (stage, { set }) => {
      const { membershipId } = stage.members.program_manager.actor;
      await set(stage, 'imports', { membership_id: membershipId });
    },
  },
  updateNote: {
    rows: () => ({ notes: { created_at: '2026-02-10T00:00:00Z' } }),
    prepare: ownedByManager('notes'),
  },
  unpinNote: { rows: () => ({ notes: { is_pinned: true } }) },
  markNotificationRead: { prepare: ownedByManager('notifications') },
  archiveNotification: { prepare: ownedByManager('notifications') },
  markAllNotificationsRead: { prepare: ownedByManager('notifications') },
  restoreNotificationTemplate: {
    rows: () => ({ notification_templates: { archived_at: '2026-01-02T00:00:00Z' } }),
  },
  createSavedReport: {
    input: () => ({ name: 'Another', terms: { metrics: ['spend_accrued'] }, period: 'last_month' }),
  },
  updateSavedReport: {
    prepare: ownedByManager('saved_reports'),
    input: () => ({
      name: 'Another name',
      terms: { metrics: ['spend_accrued'] },
      period: 'last_month',
      days: undefined,
    }),
  },
  archiveSavedReport: { prepare: ownedByManager('saved_reports') },
  withdrawMarketRate: { rows: () => ({ market_rates: { is_observed: false } }) },
  reassignSavedReport: {
    prepare: ownedByManager('saved_reports'),
    input: (stage) => ({ membershipId: stage.members.tenant_admin.actor.membershipId }),
  },
  updateSavedView: { prepare: ownedByManager('saved_views') },
  archiveSavedView: { prepare: ownedByManager('saved_views') },
  registerExternalSystem: { input: () => ({ name: 'another_system' }) },
  revokeAccessToken: {
    // Tokens are one's own: the stage's is given to the first role that may revoke.
    prepare: async (stage, { set }) => {
      const { membershipId, userId } = stage.members.program_manager.actor;
      await set(stage, 'access_tokens', { membership_id: membershipId, user_id: userId });
    },
  },
  upsertFacility: { input: () => systemRegistered },
  upsertFacilities: { input: (stage) => ({ items: [{ ...bulkFacility(stage), ...systemRegistered }] }) },
  upsertUnit: { input: () => systemRegistered },
  upsertUnits: { input: (stage) => ({ items: [{ ...bulkUnit(stage), ...systemRegistered }] }) },
  upsertCostCenter: { input: () => ({ ...systemRegistered, code: 'sample-1' }) },
  upsertCostCenters: {
    input: (stage) => ({ items: [{ ...bulkCostCenter(stage), ...systemRegistered, code: 'sample-1' }] }),
  },
  createApprovalTitle: { input: () => ({ code: 'another_title' }) },
  approveStep: { prepare: (stage, theater) => giveTitle(stage, theater) },
  rejectStep: { prepare: (stage, theater) => giveTitle(stage, theater) },
  approveSteps: {
    prepare: (stage, theater) => giveTitle(stage, theater),
    input: (stage) => ({ items: [{ approvalStepId: id(stage, 'approval_steps') }] }),
  },
  rejectSteps: {
    prepare: (stage, theater) => giveTitle(stage, theater),
    input: (stage) => ({ items: [{ approvalStepId: id(stage, 'approval_steps'), reason: 'No' }] }),
  },
  createApprovalPolicy: {
    input: (stage) => ({
      name: 'Later',
      effectiveFrom: '2027-03-01',
      steps: [{ titleId: id(stage, 'approval_titles'), level: 'unit' }],
    }),
    without: ['facilityId', 'unitId'],
  },
  reassignStep: { without: ['membershipId'] },
  resumeApproval: { rows: () => ({ approval_chains: { state: 'paused', paused_for: 'decision' } }) },
  delegateApprovals: {
    input: (stage) => ({
      fromMembershipId: stage.members.approver.actor.membershipId,
      toMembershipId: stage.members.requester.actor.membershipId,
    }),
    without: ['startsAt', 'titleId', 'programId', 'facilityId', 'unitId'],
  },
  issueApprovalLink: { prepare: (stage, theater) => giveTitle(stage, theater), without: ['membershipId'] },
  addPanelMembership: {
    prepare: (stage, { add }) => add(stage, 'vendors', { name: 'Another', tax_id_digest: 'd2' }),
  },
  addVendorContact: { input: () => ({ email: 'sample@atlas.example' }) },
  acceptVendorRegistration: { without: ['vendorId'] },
  submitVendorDocument: {
    input: () => ({ kind: 'w9' }),
    without: ['diversityKind', 'perOccurrenceLimit', 'aggregateLimit', 'fileIds'],
  },
  acceptVendorDocument: { rows: () => ({ vendor_documents: { state: 'submitted' } }) },
  createVendorDocumentRequirement: { without: ['leastPerOccurrence', 'leastAggregate'] },
  restoreVendorContact: { rows: () => ({ vendor_contacts: { archived_at: '2026-01-02T00:00:00Z' } }) },
  restoreVendorDocumentRequirement: {
    rows: () => ({ vendor_document_requirements: { archived_at: '2026-01-02T00:00:00Z' } }),
  },
  addVendorRelationship: {
    input: (stage) => ({
      subVendorId: stage.world.rows['vendor_relationships']!['sub_vendor_id'],
      effectiveFrom: '2027-03-01',
    }),
    without: ['effectiveTo'],
  },
  endVendorRelationship: { input: () => ({ effectiveTo: '2026-06-30' }) },
  upsertVendor: { input: () => systemRegistered },
  upsertVendors: { input: () => ({ items: [{ ...systemRegistered, name: 'Atlas' }] }) },
  submitOrder: { rows: () => ({ orders: { state: 'draft' }, approval_chains: { state: 'withdrawn' } }) },
  createCredentialType: { input: () => ({ code: 'another' }) },
  upsertCredentialType: { input: () => ({ ...systemRegistered, code: 'another' }) },
  upsertCredentialTypes: {
    input: () => ({
      items: [{ ...systemRegistered, code: 'another', name: 'Another', kind: 'certification' }],
    }),
  },
  archiveCredentialType: { rows: () => ({ requirements: { archived_at: '2026-01-02T00:00:00Z' } }) },
  restoreCredentialType: { rows: () => ({ credential_types: { archived_at: '2026-01-02T00:00:00Z' } }) },
  submitCredential: { input: (stage) => ({ representationId: id(stage, 'representations') }) },
  submitCredentials: {
    input: (stage) => ({
      items: [{ representationId: id(stage, 'representations'), typeId: id(stage, 'credential_types') }],
    }),
  },
  verifyCredential: { rows: () => ({ credentials: { state: 'pending_verification' } }), input: () => proven },
  verifyCredentials: {
    rows: () => ({ credentials: { state: 'pending_verification' } }),
    input: (stage) => ({ items: [{ credentialId: id(stage, 'credentials'), ...proven }] }),
  },
  waiveCredential: { input: () => ({ waivedUntil: '2026-12-31' }) },
  waiveMissingCredential: {
    input: (stage) => ({ workerId: id(stage, 'workers'), waivedUntil: '2026-12-31' }),
  },
  restoreCostCenterBudget: {
    rows: () => ({ cost_center_budgets: { archived_at: '2026-01-02T00:00:00Z' } }),
  },
  endTaxRule: { rows: () => ({ tax_rules: { effective: '[2026-01-01,)' } }) },
  restoreExpenseCategory: { rows: () => ({ expense_categories: { archived_at: '2026-01-02T00:00:00Z' } }) },
  createExpense: { input: () => spent },
  createExpenses: {
    input: (stage) => ({
      items: [
        { assignmentId: id(stage, 'assignments'), categoryId: id(stage, 'expense_categories'), ...spent },
      ],
    }),
  },
  updateExpense: { input: () => ({ amount: '60.00' }) },
  submitExpense: { rows: () => ({ expenses: { state: 'draft' } }) },
  submitExpenses: {
    rows: () => ({ expenses: { state: 'draft' } }),
    input: (stage) => ({ items: [{ expenseId: id(stage, 'expenses') }] }),
  },
  approveExpenses: { input: (stage) => ({ items: [{ expenseId: id(stage, 'expenses') }] }) },
  voidExpense: { rows: () => ({ expenses: { state: 'approved', approved_at: '2026-02-05T00:00:00Z' } }) },
  createBillingItem: {
    input: () => chargedElsewhere,
    without: ['assignmentId', 'quantity', 'rate', 'shares'],
  },
  createBillingItems: {
    input: (stage) => ({
      items: [{ programId: id(stage, 'programs'), vendorId: id(stage, 'vendors'), ...chargedElsewhere }],
    }),
  },
  voidBillingItem: {
    rows: () => ({
      billing_items: { state: 'approved', source_system: 'workday', source_reference: 'fee 1' },
    }),
  },
  createAgreement: { input: () => ({ effectiveFrom: '2027-03-01', ...allTerms }) },
  updateAgreement: { rows: () => ({ agreements: { effective: '[2027-03-01,)' } }) },
  amendAgreement: { input: () => ({ effectiveFrom: '2026-06-01', ...allTerms }) },
  revisePayPolicy: { input: () => ({ effectiveFrom: '2026-06-01' }), without: ['rules', 'preset'] },
  ...settingTerms(),
  addPanelCoverage: { input: () => ({ specialty: 'icu', effectiveFrom: '2027-03-01' }) },
  addPanelCoverages: {
    input: (stage) => ({
      items: [
        { membershipId: id(stage, 'panel_memberships'), specialty: 'icu', effectiveFrom: '2027-03-01' },
      ],
    }),
  },
  reopenRateCard: { rows: () => ({ rate_cards: { state: 'active', effective: '[2026-02-11,)' } }) },
  createRateLine: { input: () => anotherRate },
  upsertRateLine: { input: () => ({ ...anotherRate, ...systemRegistered }) },
  upsertRateLines: {
    input: (stage) => ({
      items: [{ ...anotherRate, ...systemRegistered, programId: id(stage, 'programs'), profession: 'rn' }],
    }),
  },
  createBenchmarkSet: { without: ['base'] },
  updateBenchmarkSet: { input: () => ({ name: 'Survey of spring' }) },
  activateBenchmarkSet: { rows: () => ({ benchmark_sets: { state: 'draft' } }) },
  recordMarketRate: { input: () => ({ effectiveFrom: '2027-03-01', ...risingRates }) },
  recordMarketRates: {
    input: (stage) => ({
      items: [
        {
          benchmarkSetId: id(stage, 'benchmark_sets'),
          profession: 'rn',
          effectiveFrom: '2027-03-01',
          ...risingRates,
        },
      ],
    }),
  },
  recordRateObservation: { without: ['observedVendorId'] },
  recordRateObservations: {
    input: (stage) => ({
      items: [
        {
          benchmarkSetId: id(stage, 'benchmark_sets'),
          profession: 'rn',
          effectiveFrom: '2027-03-01',
          rate: '98',
        },
      ],
    }),
  },
  chooseSavingsBenchmark: { input: () => ({ effectiveFrom: '2027-03-01' }) },
  updateRateCard: { input: () => ({ name: 'Rates of spring' }) },
  createRequirement: { input: () => ({ effectiveFrom: '2027-03-01', profession: 'rn' }) },
  createRequirements: {
    input: (stage) => ({
      items: [
        {
          typeId: id(stage, 'credential_types'),
          severity: 'hard',
          effectiveFrom: '2027-03-01',
          profession: 'rn',
        },
      ],
    }),
  },
  restoreRequirement: { rows: () => ({ requirements: { archived_at: '2026-01-02T00:00:00Z' } }) },
  adoptRequirements: {
    prepare: (stage, { set }) => set(stage, 'credential_types', { code: 'bls' }),
  },
  createSubmission: {
    rows: () => ({
      submissions: { state: 'withdrawn' },
      representations: { right_to_represent_until: '2199-01-01T00:00:00Z' },
    }),
    input: (stage) => ({
      billRate: '98',
      answers: [{ questionId: id(stage, 'order_questions'), answer: 'yes' }],
    }),
  },
  presentSubmissions: {
    rows: () => ({ submissions: { state: 'submitted' } }),
    input: (stage) => ({ items: [{ submissionId: id(stage, 'submissions') }] }),
  },
  rejectSubmissions: {
    input: (stage) => ({ items: [{ submissionId: id(stage, 'submissions'), reason: 'No ICU' }] }),
  },
  rankSubmission: { rows: () => ({ submission_ranks: { place: 5 } }) },
  consentToPrice: {
    rows: () => ({ submissions: { state: 'presented', consent: 'asked', consent_price: '98' } }),
    input: () => ({ billRate: '98' }),
  },
  createInterview: {
    rows: () => ({ submissions: { state: 'presented' } }),
    input: () => ({ proposedTimes: times }),
  },
  proposeInterviewTimes: { input: () => ({ proposedTimes: times }) },
  scheduleInterview: { input: () => ({ startsAt: '2026-02-12T15:00:00Z' }) },
  completeInterview: { rows: () => met },
  markInterviewNoShow: { rows: () => met },
  extendOffer: {
    rows: () => ({ submissions: { state: 'presented' }, offers: { state: 'declined' } }),
    input: () => hourly,
  },
  draftOffer: {
    rows: () => ({ submissions: { state: 'presented' }, offers: { state: 'declined' } }),
    input: () => hourly,
  },
  updateOffer: {
    rows: () => ({
      submissions: { state: 'presented' },
      offers: { state: 'draft', starts_on: '2026-03-01' },
    }),
    input: () => hourly,
  },
  submitOffer: {
    rows: () => ({
      submissions: { state: 'presented' },
      offers: { state: 'draft', starts_on: '2026-03-01' },
    }),
  },
  rescindOffer: { rows: () => ({ offers: { state: 'extended' } }) },
  counterOffer: { rows: () => ({ offers: { state: 'extended' } }), input: () => hourly },
  acceptCounter: {
    rows: () => ({ offers: { state: 'countered' }, offer_rounds: { proposed_by: 'vendor' } }),
  },
  answerCounter: {
    rows: () => ({ offers: { state: 'countered' }, offer_rounds: { proposed_by: 'vendor' } }),
    input: () => hourly,
  },
  // The stage's offer has its assignment already: another one is confirmed, of another proposal of the worker.
  confirmOffer: {
    rows: () => ({ submissions: { state: 'withdrawn' }, assignments: { state: 'canceled' } }),
    prepare: async (stage, { add }) => {
      await add(stage, 'submissions', { state: 'offered' });
      const submission = { submission_id: stage.world.rows['submissions']!['id'] };
      await add(stage, 'offers', { ...submission, position_id: null, state: 'accepted_by_vendor' });
    },
  },
  // A worker may not return to a facility, or to a whole program: one of them.
  placeDoNotReturn: {
    input: (stage) => ({ facilityId: id(stage, 'facilities') }),
    without: ['programId'],
  },
  createPersonnelFileSample: {
    rows: () => ({
      personnel_file_samples: {
        state: 'voided',
        voided_at: '2026-02-16T00:00:00Z',
        void_reason: 'Of another person.',
      },
    }),
  },
  liftDoNotReturn: {
    rows: () => ({ do_not_returns: { state: 'active', lifted_at: null, lift_reason: null } }),
  },
  createExclusionList: { input: () => ({ source: 'oig_leie' }), without: ['name'] },
  addExclusionRecord: { input: () => ({ lastName: 'DOE' }), without: notOnOneRecord },
  addExclusionRecords: {
    input: (stage) => ({ items: [{ ...listedPerson, exclusionListId: id(stage, 'exclusion_lists') }] }),
  },
  checkCredential: { rows: () => ({ source_checks: { state: 'failed', failure: 'It was away.' } }) },
  startAssignment: { input: () => ({ startedOn: '2026-02-01' }) },
  cancelAssignment: { rows: () => hired },
  reportNoShow: { rows: () => hired },
  endAssignment: {
    input: () => ({ endedOn: '2026-02-02', kind: 'early', reason: 'Asked to leave' }),
  },
  createShift: { rows: () => ({ orders: perDiem }), input: () => oneShift, without: spans },
  updateShift: { rows: () => untaken, without: [...spans, 'localDate', 'startTime', 'endTime'] },
  postShift: {
    rows: () => ({ ...untaken, shifts: { ...openShift, posted_at: null } }),
    without: ['broadcastPlanId'],
  },
  createShiftPattern: {
    rows: () => ({ orders: perDiem }),
    input: () => {
      const { localDate: _, ...rule } = oneRule;
      return rule;
    },
    without: ['billRate', 'broadcastPlanId'],
  },
  scheduleShifts: {
    input: () => {
      const { localDate: _, ...rule } = oneRule;
      return rule;
    },
  },
  quoteShift: { rows: () => untaken, without: ['representationId'] },
  bookShift: {
    rows: () => ({ ...untaken, shifts: { ...openShift, instant_book: true } }),
    input: ownClaim,
    without: ['quoteId'],
  },
  requestShift: { rows: () => untaken, input: ownClaim, without: ['quoteId'] },
  cancelShift: { rows: () => ({ shifts: bookedLater, assignments: perDiemPlacement }) },
  callOffShift: { rows: () => ({ shifts: bookedLater }) },
  releaseShift: { rows: () => ({ shifts: bookedLater }) },
  startShift: {
    rows: () => ({ shifts: worked('scheduled') }),
    input: () => ({ startedAt: '2026-01-03T12:00:00Z' }),
  },
  completeShift: {
    rows: () => ({ shifts: worked('in_progress') }),
    input: () => ({ endsAt: '2026-01-04T00:00:00Z' }),
    without: ['mealStartsAt', 'mealEndsAt'],
  },
  reportShiftNoShow: { rows: () => ({ shifts: worked('scheduled') }), input: () => ({ reopen: false }) },
  dismissDoNotReturnProposal: {
    rows: () => ({ shifts: { ...worked('no_show'), actual_starts_at: null, dnr_proposed: true } }),
  },
  boostShift: {
    rows: () => ({ ...untaken, shift_boosts: { state: 'ended' } }),
    input: () => ({ amount: '1', reason: 'Nobody asked.' }),
    without: ['percent', 'endsAt'],
  },
  proposeShiftSwap: {
    rows: () => ({ shifts: bookedLater, assignments: perDiemPlacement, shift_swaps: { state: 'declined' } }),
    // The vendor speaks for the other too.
    prepare: (stage, { add }) =>
      add(stage, 'representations', { worker_id: stage.world.rows['shift_swaps']!['other_worker_id'] }),
    input: ({ world }) => ({ otherWorkerId: String(world.rows['shift_swaps']!['other_worker_id']) }),
    without: ['otherShiftId', 'otherRepresentationId'],
  },
  addFavoriteWorker: { rows: () => ({ favorite_workers: { state: 'archived' } }) },
  createBroadcastPlan: { input: () => ({ stages: [{ audience: 'favorites', afterMinutes: 0 }] }) },
  updateBroadcastPlan: { input: () => ({ stages: [{ audience: 'pool', afterMinutes: 5 }] }) },
  jumpShiftBroadcast: { rows: () => untaken },
  acceptShiftRequest: { rows: () => ({ orders: perDiem, shifts: openShift }) },
  declineShiftRequest: { rows: () => ({ orders: perDiem, shifts: openShift }) },
  withdrawShiftRequest: { rows: () => ({ orders: perDiem, shifts: openShift }) },
  convertAssignment: { input: () => ({ convertsOn: '2026-02-08' }) },
  proposeRevision: {
    input: () => ({ effectiveFrom: '2026-03-02', hoursPerWeek: '24' }),
    without: ['payRate', 'unitId'],
  },
  restoreOnboardingTemplate: {
    rows: () => ({ onboarding_templates: { archived_at: '2026-01-02T00:00:00Z' } }),
  },
  reopenOnboardingItem: {
    rows: () => ({ onboarding_items: { state: 'complete', done_at: '2026-01-20T00:00:00Z' } }),
  },
  startPlacement: {
    rows: () => ({ placements: { state: 'accepted', started_on: null } }),
    input: () => ({ startedOn: '2026-02-02' }),
  },
  fallOffPlacement: {
    rows: () => ({
      placements: { state: 'accepted', started_on: null },
      submissions: { state: 'hired' },
      positions: { state: 'filled', filled_at: '2026-01-20T00:00:00Z' },
      orders: { state: 'filled' },
    }),
  },
  reportDeparture: { input: () => ({ leftOn: '2026-02-08' }) },
  setAllocation: {
    input: (stage) => ({ shares: [{ costCenterId: id(stage, 'cost_centers'), percent: '100' }] }),
  },
  cancelOrder: {
    rows: () => ({
      submissions: { state: 'hired' },
      assignments: { state: 'ended', ended_on: '2026-02-05', end_kind: 'early' },
    }),
  },
  createOrder: { input: () => newOrder },
  upsertOrder: { input: () => ({ ...systemRegistered, ...newOrder }) },
  updateOrder: { without: [...directHire, 'profession', 'specialty'] },
  createOrderTemplate: {
    input: () => ({ name: 'Another', terms: { profession: 'rn' }, lockedFields: [], questions: [] }),
  },
  updateOrderTemplate: { input: () => ({ terms: { profession: 'rn' }, lockedFields: [], questions: [] }) },
  setOrderQuestions: {
    rows: () => ({ orders: { state: 'draft' } }),
    input: () => ({ questions: [{ question: 'Do you hold ACLS?', kind: 'yes_no' }] }),
  },
  restoreOrderTemplate: { rows: () => ({ order_templates: { archived_at: '2026-01-02T00:00:00Z' } }) },
  addPositions: {
    rows: () => ({ order_changes: settledChange, approval_chains: { state: 'withdrawn' } }),
    input: () => ({ count: 1 }),
  },
  // The last opening stays: there is another.
  cancelPosition: {
    rows: () => ({ order_changes: settledChange }),
    prepare: (stage, { add }) => add(stage, 'positions', { number: 2 }),
  },
  requestSurge: {
    rows: () => ({ order_changes: settledChange }),
    input: () => ({ billRate: '110', maxBillRate: '120' }),
    without: ['postedRateFrom', 'postedRateTo'],
  },
  endSurge: {
    rows: () => ({
      order_changes: settledChange,
      orders: {
        surge_kind: 'surge',
        surge_reason: 'Flu.',
        surge_from_rate: '97',
        surged_at: '2026-01-02T00:00:00Z',
        surge_before: JSON.stringify({
          billRate: '97.0000',
          maxBillRate: '102.0000',
          postedRateFrom: '90.0000',
          postedRateTo: '97.0000',
        }),
      },
    }),
  },
  closeOrder: { rows: () => ({ orders: { state: 'filled' }, submissions: { state: 'hired' } }) },
  resumeOrder: { rows: () => ({ orders: { state: 'on_hold', held_from: 'open' } }) },
  createCustomField: { input: () => ({ key: 'another' }) },
  restoreCustomField: { rows: () => ({ custom_fields: { archived_at: '2026-01-02T00:00:00Z' } }) },
  setBusinessCalendar: { input: () => ({ holidays: [{ on: '2026-12-24', name: 'Founders’ Day' }] }) },
  restoreReleasePlanTemplate: {
    rows: () => ({ release_plan_templates: { archived_at: '2026-01-02T00:00:00Z' } }),
  },
  releaseToVendor: { rows: () => ({ order_visibilities: { visible_to: '2026-01-09T00:00:00Z' } }) },
  releaseOrder: { rows: () => ({ release_plans: { state: 'completed' } }) },
  jumpRelease: { input: () => ({ tier: 2 }) },
  archiveFacility: { rows: () => unused },
  archiveUnit: { rows: () => unused },
  archiveCostCenter: { rows: () => unused },
  upsertRepresentation: { input: () => systemRegistered, prepare: vendorSystem },
  upsertRepresentations: {
    input: () => ({ items: [{ ...bulkRepresentation, ...systemRegistered }] }),
    prepare: vendorSystem,
  },
  // The stage's pair is raised once more: it was judged distinct.
  raiseWorkerMatch: {
    rows: () => ({ worker_matches: { state: 'distinct', decided_at: '2026-01-02T00:00:00Z' } }),
    input: (stage) => ({
      workerId: id(stage, 'workers'),
      otherWorkerId: String(stage.world.rows['worker_matches']!['other_worker_id']),
    }),
  },
  updateWorkHistoryEntry: { rows: () => ofOperator },
  removeWorkHistoryEntry: { rows: () => ofOperator },
  reviseScorecardDefinition: { input: () => ({ effectiveFrom: '2026-07-01' }) },
  evaluateScorecards: {
    rows: () => ({ scorecard_definitions: { effective: '[2025-10-01,)' } }),
    input: () => ({ periodFrom: '2025-10-01' }),
  },
  updatePerformanceRule: { input: () => ({ threshold: '90' }) },
  upholdVendorConsequence: { rows: () => appealed },
  overturnVendorConsequence: { rows: () => appealed },
  restoreFacility: { rows: () => ({ facilities: { archived_at: '2026-01-02T00:00:00Z' } }) },
  restoreUnit: { rows: () => ({ units: { archived_at: '2026-01-02T00:00:00Z' } }) },
  restoreCostCenter: { rows: () => ({ cost_centers: { archived_at: '2026-01-02T00:00:00Z' } }) },
};

const proven = { method: 'document', source: 'The card', verifiedAt: '2026-02-01T00:00:00Z' };

const ofOperator = { work_history_entries: { vendor_id: null, representation_id: null } };
const bulkRepresentation = {
  firstName: 'Cal',
  lastName: 'Reed',
  homeState: 'OH',
  profession: 'rn',
  rightToRepresentUntil: '2027-01-01T00:00:00Z',
};

const unused = {
  orders: { state: 'closed' },
  assignments: { state: 'ended', ended_on: '2026-02-02', end_kind: 'completed' },
};

const appealed = {
  vendor_consequences: {
    state: 'appealed',
    appealed_at: '2026-02-01T00:00:00Z',
    appealed_because: 'Two orders were withdrawn.',
  },
};

const hired = {
  submissions: { state: 'hired' },
  positions: { state: 'filled', filled_at: '2026-01-09T00:00:00Z' },
  assignments: { state: 'pending', started_on: null },
};

const giveTitle = (stage: Stage, { set }: Theater) =>
  set(stage, 'title_holdings', { membership_id: stage.members.approver.actor.membershipId });
const id = (stage: Stage, table: string) => String(stage.world.rows[table]!['id']);
const bulkFacility = (stage: Stage) => ({
  programId: id(stage, 'programs'),
  name: 'North',
  state: 'OH',
  timeZone: 'America/New_York',
});
const bulkUnit = (stage: Stage) => ({
  programId: id(stage, 'programs'),
  facilityId: id(stage, 'facilities'),
  name: 'ED',
});
const bulkCostCenter = (stage: Stage) => ({ programId: id(stage, 'programs'), name: 'ED' });

/** Commands that one row of each table cannot carry, each with why, and the test that runs it instead. */
export const exercisedElsewhere: Record<string, string> = {
  reportShift: 'states hours on a week of a pay policy: shift-attendance.test.ts',
  approveShiftSwap: 'judges two people for two shifts: shift-swap.test.ts',
  approveTimesheet: 'prices a week that was really worked: time-decisions.test.ts',
  rejectTimesheet: 'needs the submission of another person on record: time-decisions.test.ts',
  disputeTimesheet: 'needs the submission of another person on record: time-decisions.test.ts',
  resolveDispute: 'prices a week that was really worked: time-decisions.test.ts',
  adjustTimesheet: 'prices a week that was really worked: time.test.ts',
  createPayrollExport: 'needs approved hours that were never exported: payroll.test.ts',
  createFiscalCalendar: 'is one a program, which the stage’s has: ledger.test.ts',
  createGlExport: 'needs accounts for all that was posted: gl-export.test.ts',
  closeFiscalPeriod: 'needs a period whose sums tie out: ledger.test.ts',
  runInvoices: 'needs approved hours that were never billed: billing.test.ts',
  issueCreditMemo: 'needs hours adjusted after their invoice: billing.test.ts',
  voidInvoice: 'needs an invoice whose lines are its totals: invoice-voids.test.ts',
  cancelInvoiceRun: 'needs a run that has not begun: invoice-runs.test.ts',
  approveInvoice: 'needs an invoice whose lines are its totals: billing.test.ts',
  routeInvoice: 'needs an invoice whose approval was rejected: invoice-approval.test.ts',
  sendInvoice: 'needs an invoice whose lines are its totals: billing.test.ts',
  applyCredit: 'needs a credit memo that its invoice has no room for: invoice-disputes.test.ts',
  reverseCreditApplication: 'needs a credit that settled something: invoice-disputes.test.ts',
  disputeInvoiceLine: 'needs a sent invoice whose lines are its totals: invoice-disputes.test.ts',
  creditInvoiceDispute: 'needs a sent invoice whose lines are its totals: invoice-disputes.test.ts',
  reversePaymentApplication: 'needs a payment that settled something: payments.test.ts',
  applyPayment: 'needs a sent invoice whose lines are its totals: payments.test.ts',
  createSqlLogin: 'makes a role of the whole server: sql-logins.test.ts',
  rotateSqlLogin: 'makes a role of the whole server: sql-logins.test.ts',
};

function vendorSystem(stage: Stage, { add }: Theater): Promise<void> {
  return add(stage, 'external_systems', { vendor_id: id(stage, 'vendors') });
}

/** Puts a fresh stage into the state from which the command can succeed. */
export async function situate(operation: Command, stage: Stage, theater: Theater): Promise<void> {
  const situation = situations[operation.name];
  const rows = situation?.rows?.(stage);
  for (const [table, differences] of Object.entries(rows ?? {})) await theater.set(stage, table, differences);
  if (!rows && isNoun(operation.output) && operation.output.lifecycle) {
    const noun = operation.output;
    const verb = Object.entries(noun.lifecycle!.verbs).find(
      ([name]) => operation.name === `${name}${noun.type}` || operation.rest.endsWith(`}/${kebab(name)}`),
    );
    const table = getTableName(noun.table);
    // A panel membership's state is its standing.
    const column = 'state' in getTableColumns(noun.table) ? 'state' : 'standing';
    if (verb && !verb[1].from.includes(String(stage.world.rows[table]![column])))
      await theater.set(stage, table, { [column]: verb[1].from[0] });
  }
  await situation?.prepare?.(stage, theater);
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The sample input with the command's situation laid over it. */
export function situated(operation: Command, stage: Stage, sample: Input): Input {
  const { input, without = [] } = situations[operation.name] ?? {};
  const kept = Object.entries(sample).filter(([name]) => !without.includes(name));
  return { ...Object.fromEntries(kept), ...input?.(stage) };
}
