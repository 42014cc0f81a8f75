import type { Member } from '../../provision.ts';
import { Client } from './client.ts';
import { demandCredentials, type CredentialTypes } from './credentials.ts';
import type { Hospital } from './hospitals.ts';
import { structure } from './structure.ts';

/** Adds a user with one membership to the tenant and answers its token. */
export type Provision = (member: Member) => Promise<{ token: string; membershipId: string }>;

/** The people of the story, each a client of the service. */
export interface Cast {
  admin: Client;
  manager: Client;
  integration: Client;
  requester: Client;
  nurseDirector: Client;
  finance: Client;
  clientFinance: Client;
  analyst: Client;
  credentialing: Client;
  /** A recruiter of each agency, V1 first. */
  recruiters: Client[];
  /** Of the marketplace for single shifts. */
  marketplace: Client;
  vendorFinance: Client;
}

export interface Stage {
  programId: string;
  facilityId: string;
  unitId: string;
  costCenters: { icu: string; float: string };
  vendorIds: string[];
  credentialTypes: CredentialTypes;
  cast: Cast;
  /** Gives the finance title, which nobody holds, to Fay Finance. */
  appointFinance(): Promise<void>;
}

/** 24 agencies: six of tier 1, ten of tier 2, eight of tier 3. */
const tiers = [...Array<number>(6).fill(1), ...Array<number>(10).fill(2), ...Array<number>(8).fill(3)];

/** What short notice costs, what silence means, and what hours are paid though a shift is called off. */
const terms = {
  autoAcceptHours: 48,
  penaltyWindows: [
    { subject: 'order', noticeUnit: 'days', noticeUnder: 14, penaltyKind: 'hours', penaltyValue: '36.00' },
    { subject: 'shift', noticeUnit: 'hours', noticeUnder: 2, penaltyKind: 'hours', penaltyValue: '2.00' },
  ],
  guaranteedHours: { hoursPerWeek: '36.00', freeCallOffs: 1, periodWeeks: 2 },
};

async function panel(admin: Client, manager: Client, programId: string): Promise<string[]> {
  const add = async (name: string, kind: string, tier: number) => {
    const { id } = await admin.post('/vendors', { name, kind });
    for (const verb of ['review', 'onboard', 'activate']) await admin.post(`/vendors/${id}/${verb}`);
    await manager.post('/panel-memberships', { programId, vendorId: id, tier });
    await admin.post('/agreements', {
      programId,
      vendorId: id,
      feeModel: 'vendor_funded',
      feePercent: '3.0000',
      feeBasis: 'timesheet',
      paymentTermsDays: 30,
      effectiveFrom: '2026-01-01',
      ...terms,
    });
    return id as string;
  };
  const [, ...vendorIds] = await Promise.all([
    add('Lakeshore float pool', 'internal_pool', 0),
    ...tiers.map((tier, index) => add(`Agency V${index + 1}`, 'agency', tier)),
    add('Shiftboard', 'marketplace', 4),
  ]);
  return vendorIds;
}

/** How F1 in Columbus counts and prices hours. */
export const payRules = {
  overtime: { system: 'flsa_40' },
  workweekStart: { day: 'sunday', time: '00:00' },
  rounding: { minutes: 15 },
  attribution: 'split_at_midnight',
  differentials: [
    { code: 'night', rate: '3.0000', window: { from: '19:00', to: '07:00' } },
    {
      code: 'weekend',
      rate: '2.5000',
      window: { fromDay: 'friday', from: '19:00', toDay: 'monday', to: '07:00' },
    },
  ],
  billOvertimeMultiplier: '1.5',
};

/** Sets the stage: the program with its sites, its panel of 24 agencies and a float pool, the approval chain, the pay policy, what is demanded of nurses, the people. */
export async function setStage(
  address: string,
  provision: Provision,
  {
    name,
    hospitals,
    say = () => undefined,
  }: { name: string; hospitals: readonly Hospital[]; say?: (line: string) => void },
): Promise<Stage> {
  const client = async (member: Member) => new Client(address, (await provision(member)).token);
  const person = (who: string, role: Member['role'], scope: Partial<Member> = {}): Member => ({
    name: who,
    email: `${who.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@lakeshore.example`,
    role,
    ...scope,
  });
  const admin = await client(person('Ada Admin', 'tenant_admin'));
  const manager = await client(person('Max Manager', 'program_manager'));
  const integration = await client(person('HRIS', 'integration'));
  const { programId, loaded, facilityId, unitId, costCenters } = await structure(
    admin,
    integration,
    name,
    hospitals,
  );
  say(
    `${loaded['created']} hospitals of ${name} loaded through POST /v1/facilities/bulk (CSV), ${loaded['failed']} refused`,
  );
  const suppliers = await panel(admin, manager, programId);
  const vendorIds = suppliers.slice(0, tiers.length);
  say(
    `${vendorIds.length} agencies, a marketplace and a float pool on the panel, 3.00 % vendor-funded fee on each timesheet's gross`,
  );

  const credentialTypes = await demandCredentials(admin);

  const inUnit = { programIds: [programId], facilityIds: [facilityId], unitIds: [unitId] };
  const inProgram = { programIds: [programId] };
  const holder = async (member: Member) => {
    const { token, membershipId } = await provision(member);
    return { client: new Client(address, token), membershipId };
  };
  const nurseDirector = await holder(person('Nora Director', 'approver', inUnit));
  const finance = await holder(person('Fay Finance', 'approver', inProgram));
  const title = async (code: string, label: string) =>
    (await admin.post('/approval-titles', { code, name: label }))['id'] as string;
  const director = await title('nurse_director', 'Nurse director');
  const money = await title('finance', 'Finance');
  await admin.post('/title-holdings', {
    titleId: director,
    membershipId: nurseDirector.membershipId,
    programId,
    facilityId,
    unitId,
  });
  await admin.post('/approval-policies', {
    programId,
    subject: 'order',
    name: 'Orders by cost',
    effectiveFrom: '2026-01-01',
    steps: [
      { titleId: director, level: 'unit' },
      { titleId: money, level: 'program', minimumAmount: '50000.00' },
    ],
  });
  await admin.post('/approval-policies', {
    programId,
    subject: 'assignment_revision',
    name: 'Other terms',
    effectiveFrom: '2026-01-01',
    steps: [{ titleId: director, level: 'unit' }],
  });
  await admin.post('/onboarding-templates', {
    programId,
    name: 'Before the first day',
    items: [
      { code: 'badge', name: 'Badge and parking', owner: 'client', dueDaysBeforeStart: 3 },
      { code: 'handbook', name: 'Handbook signed', owner: 'vendor', dueDaysBeforeStart: 7 },
    ],
  });
  await admin.post('/pay-policies', {
    programId,
    name: 'Ohio, FLSA 40',
    rules: payRules,
    effectiveFrom: '2026-01-01',
  });
  // One after the other: a sandbox gives out the token of the first of each role, and that is V1's.
  const recruiters: Client[] = [];
  for (const [index, vendorId] of vendorIds.slice(0, 8).entries()) {
    recruiters.push(await client(person(`Recruiter V${index + 1}`, 'vendor_recruiter', { vendorId })));
  }
  return {
    programId,
    facilityId,
    unitId,
    costCenters,
    vendorIds,
    credentialTypes,
    appointFinance: async () => {
      const holding = { titleId: money, membershipId: finance.membershipId, programId };
      await admin.post('/title-holdings', holding);
    },
    cast: {
      admin,
      manager,
      integration,
      requester: await client(person('Rita Requester', 'requester', inUnit)),
      nurseDirector: nurseDirector.client,
      finance: finance.client,
      clientFinance: await client(person('Cleo Finance', 'client_finance', inProgram)),
      analyst: await client(person('Ann Analyst', 'analyst')),
      credentialing: await client(person('Cred Entialing', 'credentialing')),
      recruiters,
      marketplace: await client(
        person('Recruiter of Shiftboard', 'vendor_recruiter', { vendorId: suppliers.at(-1)! }),
      ),
      vendorFinance: await client(person('Finance V1', 'vendor_finance', { vendorId: vendorIds[0]! })),
    },
  };
}
