import { dayAfter, waitingOf, type Assignment, type Week } from '../model.ts';
import { oneOf, type Frame, type Maker, type Step } from '../step.ts';

const sundayOf = (day: string): string => {
  const { dayOfWeek } = Temporal.PlainDate.from(day);
  return dayAfter(day, -(dayOfWeek % 7));
};

/** The days of a week on which the worker may have been there by now. */
function daysOf({ assignment, startsOn }: Pick<Week, 'assignment' | 'startsOn'>, today: string): string[] {
  const days = Array.from({ length: 7 }, (_, at) => dayAfter(startsOn, at));
  return days.filter((day) => day >= assignment.startedOn! && day < today);
}

/** Whole hours from eight in the morning of Columbus in winter. */
const entriesOf = (days: readonly string[], hours: readonly number[]) =>
  hours.map((length, at) => {
    const startsAt = `${days[at]}T13:00:00Z`;
    return { startsAt, endsAt: Temporal.Instant.from(startsAt).add({ hours: length }).toString(), meals: [] };
  });

const someHours = ({ chance }: Frame, days: readonly string[]): number[] =>
  days.map(() => 4 + chance.whole(9));

const isSame = (one: readonly number[], other: readonly number[]): boolean => one.join() === other.join();

const on = (week: Week, path: string, rest: Pick<Step, 'client' | 'apply'> & Partial<Step>): Step => ({
  name: path,
  subjects: [`week ${week.id}`],
  method: 'POST',
  path: `/timesheets/${week.id}/${path}`,
  body: {},
  ...rest,
});

const recruiterOf = ({ scene }: Frame, { offer }: Assignment) => scene.recruiters[offer.submission.vendor];

const open: Maker = (frame) => {
  const { model } = frame;
  const active = model.assignments.filter(({ state }) => state === 'active');
  const free = active.flatMap((assignment) => {
    const first = sundayOf(assignment.startedOn!);
    return [first, dayAfter(first, 7), dayAfter(first, 14)].flatMap((startsOn) => {
      const opened = model.weeks.some((one) => one.assignment === assignment && one.startsOn === startsOn);
      return !opened && daysOf({ assignment, startsOn }, model.today).length > 0
        ? [{ assignment, startsOn }]
        : [];
    });
  });
  const one = oneOf(free, frame);
  if (!one) return undefined;
  const { assignment, startsOn } = one;
  return {
    name: 'openTimesheet',
    subjects: [`assignment ${assignment.id}`],
    client: recruiterOf(frame, assignment),
    method: 'POST',
    path: '/timesheets',
    body: { assignmentId: assignment.id, weekStartsOn: startsOn },
    apply({ id }) {
      model.weeks.push({
        id,
        assignment,
        startsOn,
        state: 'open',
        hours: [],
        revision: 1,
        charged: 0,
        invoices: [],
        credited: false,
      });
      model.happened('timesheet.opened');
    },
  };
};

const inState = (frame: Frame, ...states: Week['state'][]) =>
  oneOf(
    frame.model.weeks.filter(({ state }) => states.includes(state)),
    frame,
  );

const record: Maker = (frame) => {
  const week = inState(frame, 'open');
  if (!week) return undefined;
  const days = daysOf(week, frame.model.today);
  const hours = someHours(frame, days);
  return on(week, 'entries', {
    client: recruiterOf(frame, week.assignment),
    method: 'PUT',
    body: { entries: entriesOf(days, hours) },
    apply() {
      if (!isSame(hours, week.hours)) frame.model.happened('timesheet.recorded');
      week.hours = hours;
    },
  });
};

const submit: Maker = (frame) => {
  const week = frame.chance.percent(90) ? inState(frame, 'open') : oneOf(frame.model.weeks, frame);
  if (!week) return undefined;
  const refused =
    week.state !== 'open' ? 'step_not_allowed' : week.hours.length === 0 ? 'timesheet_is_empty' : undefined;
  return on(week, 'submit', {
    client: recruiterOf(frame, week.assignment),
    ...(refused !== undefined && { refused }),
    apply() {
      week.state = 'submitted';
      frame.model.happened('timesheet.submitted');
    },
  });
};

const approve: Maker = (frame) => {
  const week = frame.chance.percent(90) ? inState(frame, 'submitted') : oneOf(frame.model.weeks, frame);
  if (!week) return undefined;
  return on(week, 'approve', {
    client: frame.scene.approver,
    ...(week.state !== 'submitted' && { refused: 'step_not_allowed' }),
    apply() {
      week.state = 'approved';
      frame.model.happened('timesheet.approved');
    },
  });
};

const reject: Maker = (frame) => {
  const week = frame.chance.percent(15) ? inState(frame, 'submitted') : undefined;
  return (
    week &&
    on(week, 'reject', {
      client: frame.scene.approver,
      body: { reason: 'Not these hours' },
      apply() {
        week.state = 'open';
        frame.model.happened('timesheet.rejected');
      },
    })
  );
};

/** The next version of approved hours: its difference is billed, or given back. */
const adjust: Maker = (frame) => {
  const week = frame.chance.percent(40) ? inState(frame, 'approved', 'invoiced') : undefined;
  if (!week || week.invoices.length > 1 || week.credited) return undefined;
  const days = daysOf(week, frame.model.today);
  const hours = someHours(frame, days);
  return on(week, 'adjust', {
    client: frame.scene.manager,
    body: { entries: entriesOf(days, hours), reason: 'The kiosk clock was ahead' },
    apply() {
      if (isSame(hours, week.hours)) return;
      frame.model.happened('timesheet.adjusted');
      week.hours = hours;
      week.revision += 1;
      week.state = week.charged > 0 && waitingOf(week) === 0 ? 'invoiced' : 'approved';
    },
  });
};

export const weekSteps: Maker[] = [open, record, record, submit, approve, reject, adjust];
