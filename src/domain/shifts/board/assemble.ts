import type { z } from 'zod';
import type { Problem } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { factsOfMany, judge } from '../../eligibility/index.ts';
import { supplyProblems } from '../checking/assert.ts';
import { checksOf, fits } from '../checking/fit.ts';
import { scheduleOf } from '../checking/schedule.ts';
import type { ShiftBoardRow } from '../model/shift-board.ts';
import type { Claimant } from '../store/claimant.ts';
import { engagementsOf, settingsOf } from '../store/shift.ts';
import { workweekKey, workweeksOf } from '../store/workweek.ts';
import { milesBetween, type Coordinates } from './distance.ts';
import { requestsOf, shownTo, type OpenShift, type OrderPlace } from './store.ts';

export type BoardRow = z.output<typeof ShiftBoardRow>;

/** An open shift and who would take it. */
export interface Candidacy {
  shift: OpenShift;
  place: OrderPlace;
  claimant: Claimant;
}

const coordinatesOf = ({ latitude, longitude }: { latitude: number | null; longitude: number | null }) =>
  latitude === null || longitude === null ? null : { latitude, longitude };

function milesTo(place: OrderPlace, home: Coordinates | null): number | null {
  const there = coordinatesOf(place);
  return home && there ? Math.round(milesBetween(home, there) * 10) / 10 : null;
}

const distinct = <T>(values: readonly T[], key: (value: T) => string): Map<string, T> =>
  new Map(values.map((value) => [key(value), value]));

/** What decides of all of them, in a few statements however many they are. */
async function gather(candidacies: readonly Candidacy[], workerId: string, context: Context) {
  const shifts = candidacies.map(({ shift }) => shift);
  const days = distinct(
    shifts.map(({ facilityId, localDate }) => ({ facilityId, day: localDate })),
    ({ facilityId, day }) => `${facilityId} ${day}`,
  );
  const extras = [...new Set(candidacies.flatMap(({ place }) => place.extraCredentialTypeIds))];
  const loaded = await factsOfMany([...days.values()], extras, [workerId], context);
  const facts = new Map([...days.keys()].map((key, at) => [key, loaded[at]!]));
  const supplies = new Map<string, Problem | undefined>();
  const suppliers = Map.groupBy(
    distinct(candidacies, supplyKey).values(),
    ({ shift, claimant }) => `${shift.programId} ${claimant.vendorId}`,
  );
  for (const asked of suppliers.values()) {
    const { shift, claimant } = asked[0]!;
    const facilityIds = asked.map(({ shift: { facilityId } }) => facilityId);
    const problems = await supplyProblems(shift.programId, claimant.vendorId, facilityIds, context);
    for (const [at, one] of asked.entries()) supplies.set(supplyKey(one), problems[at]);
  }
  const instants = shifts.map(({ startsAt }) => startsAt).toSorted();
  const engaged = await engagementsOf([workerId], instants[0]!, instants.at(-1)!, context);
  const broadcast = shifts.filter((shift) => shift.broadcast).map(({ id }) => id);
  return {
    facts,
    supplies,
    engaged: engaged.get(workerId) ?? [],
    settings: await settingsOf(
      shifts.map(({ programId }) => programId),
      context,
    ),
    workweeks: await workweeksOf(
      candidacies.map(({ shift, claimant: { vendorId } }) => ({ ...shift, vendorId, workerId })),
      context,
    ),
    requests: await requestsOf(workerId, context),
    shown: await shownTo(broadcast, workerId, context),
  };
}

const supplyKey = ({ shift, claimant }: Candidacy) =>
  `${shift.programId} ${shift.facilityId} ${claimant.vendorId}`;

/** The rows of a board: each open shift with every check of a booking by its claimant. */
export async function assemble(
  candidacies: readonly Candidacy[],
  home: Coordinates | null,
  context: Context,
): Promise<BoardRow[]> {
  const [any] = candidacies;
  if (!any) return [];
  const { workerId } = any.claimant;
  const known = await gather(candidacies, workerId, context);
  const { now, actor } = context;
  return candidacies.map(({ shift, place, claimant }) => {
    const { facilityId, unitId, localDate, startsAt, endsAt, mealMinutes } = shift;
    const { place: there, workers } = known.facts.get(`${facilityId} ${localDate}`)!;
    const { vendorId, representationId } = claimant;
    const { profession, specialty, extraCredentialTypeIds } = place;
    const question = {
      unitId,
      profession,
      specialty,
      extraCredentialTypeIds,
      gate: 'shift',
      vendorId,
      until: localDate,
    } as const;
    const settings = known.settings.get(shift.programId)!;
    const workweek = known.workweeks.get(workweekKey({ ...shift, vendorId, workerId }));
    const schedule = scheduleOf(shift, known.engaged, settings, workweek);
    const checks = checksOf({
      shift: { state: 'open', startsAt },
      order: place,
      claimant,
      isShown: !shift.broadcast || known.shown.has(`${shift.id} ${vendorId}`),
      supplyProblem: known.supplies.get(supplyKey({ shift, place, claimant })),
      judgment: judge(there, workers[0]!, question),
      schedule,
      settings,
      now,
    });
    return {
      shiftId: shift.id,
      orderId: shift.orderId,
      orderTitle: place.title,
      facilityId,
      facilityName: place.facilityName,
      city: place.city,
      unitId,
      unitName: place.unitName,
      representationId,
      startsAt,
      endsAt,
      timeZone: shift.timeZone,
      localDate,
      minutes: Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000) - mealMinutes,
      currency: shift.currency,
      billRate: actor.side === 'worker' ? null : shift.billRate,
      payRate: shift.payRate ?? claimant.payRate,
      instantBook: shift.instantBook,
      distanceMiles: milesTo(place, home),
      fits: fits(checks),
      checks: checks.filter(({ outcome }) => outcome !== 'passed'),
      overtimeMinutes: schedule.overtimeMinutes,
      requestId: known.requests.get(shift.id) ?? null,
    };
  });
}
