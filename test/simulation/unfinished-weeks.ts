import { shift } from '../support/weeks.ts';
import { weekStarts } from './money-ground.ts';
import type { MoneyStep } from './money-steps.ts';
import type { Chance } from './seeded.ts';

const hours = (chance: Chance, first: string) => [
  shift(
    Temporal.PlainDate.from(first).add({ days: 2 }).toString(),
    '08:00',
    chance.percent(50) ? '16:00' : '21:00',
  ),
];

/** A week of a placement that has none yet, opened and recorded. */
const opened: (
  ...of: Parameters<MoneyStep>
) => Promise<{ path: string; of: { worker: any } } | undefined> = async (money, chance) => {
  const of = money.spare.pop();
  if (!of) return undefined;
  money.placed.push(of);
  const weekStartsOn = chance.pick(weekStarts);
  // It is another's to hand it in: no other step takes it for one that is approved.
  for (const first of weekStarts) of.weeks.set(first, '');
  const sheet = await of.worker.post('/timesheets', { assignmentId: of.assignmentId, weekStartsOn });
  const path = `/timesheets/${sheet.body.id}`;
  await of.worker.put(`${path}/entries`, { entries: hours(chance, weekStartsOn) });
  return { path, of };
};

/** Weeks that are not handed in, that wait, or that come back before they are approved. */
export const unfinishedSteps = {
  async leave(money, chance) {
    const week = await opened(money, chance);
    return week && week.of.worker.get(week.path);
  },
  async wait(money, chance) {
    const week = await opened(money, chance);
    return week && week.of.worker.post(`${week.path}/submit`);
  },
  async sendBack(money, chance) {
    const week = await opened(money, chance);
    if (!week) return undefined;
    const { path, of } = week;
    await of.worker.post(`${path}/submit`);
    const back = await money.weeks.approver.post(`${path}/reject`, { reason: 'Left earlier' });
    if (back.status >= 300 || chance.percent(30)) return back;
    if (chance.percent(50)) {
      money.now = Temporal.Instant.from(money.now).add({ hours: 5 }).toString();
      await money.service.moveClock(money.weeks.tenantId, money.now);
    }
    const again = await of.worker.post(`${path}/submit`);
    return again.status >= 300 || chance.percent(40) ? again : money.weeks.approver.post(`${path}/approve`);
  },
} satisfies Record<string, MoneyStep>;
