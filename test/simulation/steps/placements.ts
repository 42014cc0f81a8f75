import { dayAfter, isTaking, type Assignment, type Offer, type Submission } from '../model.ts';
import { oneOf, type Frame, type Maker, type Step } from '../step.ts';
import { orderSubject } from './orders.ts';

const letters = (number: number): string =>
  number < 26
    ? String.fromCharCode(97 + number)
    : letters(Math.floor(number / 26) - 1) + letters(number % 26);

/** Somebody whom nobody else is taken for. */
function person(people: number) {
  const birthDate = dayAfter('1960-01-01', people * 3);
  return { firstName: `Given${letters(people)}`, lastName: `Family${letters(people * 7)}`, birthDate };
}

const submit: Maker = (frame) => {
  const { scene, model, chance } = frame;
  const vendor = chance.whole(2) as 0 | 1;
  const order = oneOf(
    model.orders.filter((one) => one.seen[vendor] && (isTaking(one) || chance.percent(10))),
    frame,
  );
  if (!order) return undefined;
  const client = scene.recruiters[vendor];
  let representationId = '';
  const body = { orderId: order.id, billRate: '90', availableOn: model.today };
  return {
    name: 'createSubmission',
    subjects: [orderSubject(order)],
    client,
    method: 'POST',
    path: '/representations',
    body: {
      ...person((model.people += 1)),
      homeState: 'OH',
      profession: 'rn',
      payRate: '60',
      rightToRepresentUntil: '2027-01-01T00:00:00Z',
    },
    apply({ id }) {
      representationId = id;
      model.happened('representation.created');
    },
    next: () => ({
      name: 'submitWorker',
      subjects: [],
      client,
      method: 'POST',
      path: '/submissions',
      body: { ...body, representationId },
      ...(!isTaking(order) && { refused: 'order_closed' }),
      apply({ id }) {
        model.submissions.push({ id, order, vendor, state: 'submitted' });
        model.happened('submission.submitted');
      },
    }),
  };
};

const on = (
  submission: Submission,
  path: string,
  rest: Pick<Step, 'client' | 'apply'> & Partial<Step>,
): Step => ({
  name: path,
  subjects: [orderSubject(submission.order)],
  method: 'POST',
  path,
  body: {},
  ...rest,
});

const inState = (frame: Frame, ...states: Submission['state'][]) =>
  oneOf(
    frame.model.submissions.filter(({ state }) => states.includes(state)),
    frame,
  );

const present: Maker = (frame) => {
  const submission = frame.chance.percent(90)
    ? inState(frame, 'submitted')
    : oneOf(frame.model.submissions, frame);
  if (!submission) return undefined;
  return on(submission, `/submissions/${submission.id}/present`, {
    client: frame.scene.manager,
    ...(submission.state !== 'submitted' && { refused: 'step_not_allowed' }),
    apply() {
      submission.state = 'presented';
      frame.model.happened('submission.presented');
    },
  });
};

const withdraw: Maker = (frame) => {
  const submission = frame.chance.percent(10)
    ? inState(frame, 'submitted', 'presented', 'offered')
    : undefined;
  if (!submission) return undefined;
  return on(submission, `/submissions/${submission.id}/withdraw`, {
    client: frame.scene.recruiters[submission.vendor],
    body: { reason: 'Took another post' },
    apply() {
      submission.state = 'withdrawn';
      for (const offer of frame.model.offers)
        if (offer.submission === submission && ['extended', 'accepted_by_vendor'].includes(offer.state))
          offer.state = 'declined';
      frame.model.happened('submission.withdrawn');
    },
  });
};

const offer: Maker = (frame) => {
  const { scene, model } = frame;
  const submission = inState(frame, 'presented');
  if (!submission) return undefined;
  const { order } = submission;
  const closed = !isTaking(order);
  return on(submission, '/offers', {
    client: scene.manager,
    body: {
      submissionId: submission.id,
      billRate: '90',
      startsOn: model.today,
      endsOn: dayAfter(model.today, 80),
      hoursPerWeek: '36',
    },
    ...(closed && { refused: 'no_open_position' }),
    apply({ id }) {
      submission.state = 'offered';
      model.offers.push({ id, submission, state: 'extended' });
      model.happened('offer.extended');
    },
  });
};

const accept: Maker = (frame) => {
  const { model, scene } = frame;
  const one = oneOf(
    model.offers.filter(({ state }) => state === 'extended'),
    frame,
  );
  if (!one) return undefined;
  return on(one.submission, `/offers/${one.id}/accept`, {
    client: scene.recruiters[one.submission.vendor],
    apply() {
      one.state = 'accepted_by_vendor';
      model.happened('offer.accepted_by_vendor');
    },
  });
};

/** The last opening goes to the first who is confirmed; after that there is none. */
const confirm: Maker = (frame) => {
  const one = oneOf(
    frame.model.offers.filter(({ state }) => state === 'accepted_by_vendor'),
    frame,
  );
  return one && confirmationOf(one, frame);
};

/** Two offers that were accepted for the one opening that is left: either may win, and the other is refused. */
export function lastOpening(frame: Frame): [Step, Step] | undefined {
  const byOrder = Map.groupBy(
    frame.model.offers.filter(({ state }) => state === 'accepted_by_vendor'),
    ({ submission }) => submission.order,
  );
  for (const [order, [one, other]] of byOrder)
    if (one && other && order.positions - order.filled === 1)
      return [confirmationOf(one, frame), confirmationOf(other, frame)];
  return undefined;
}

function confirmationOf(one: Offer, { model, scene }: Frame): Step {
  const { submission } = one;
  return on(submission, `/offers/${one.id}/confirm`, {
    client: scene.requester,
    ...(submission.order.filled === submission.order.positions && { refused: 'no_open_position' }),
    apply() {
      one.state = 'accepted';
      submission.state = 'hired';
      model.refill(submission.order, 1);
      model.assignments.push({ id: '', offer: one, state: 'pending', startedOn: undefined });
      model.happened('offer.accepted');
      model.happened('assignment.created');
      model.happened('position.filled');
    },
  });
}

const inAssignment = (frame: Frame, state: Assignment['state']) =>
  oneOf(
    frame.model.assignments.filter((one) => one.state === state && one.id !== ''),
    frame,
  );

const start: Maker = (frame) => {
  const { model, scene } = frame;
  const assignment = inAssignment(frame, 'pending');
  if (!assignment) return undefined;
  const startedOn = model.today;
  return on(assignment.offer.submission, `/assignments/${assignment.id}/start`, {
    client: scene.requester,
    body: { startedOn },
    apply() {
      Object.assign(assignment, { state: 'active', startedOn });
      model.happened('assignment.started');
    },
  });
};

/** A fall-off before the first day: the opening is open again. */
const fallOff: Maker = (frame) => {
  const { model, scene, chance } = frame;
  const assignment = chance.percent(15) ? inAssignment(frame, 'pending') : undefined;
  if (!assignment) return undefined;
  const { submission } = assignment.offer;
  return on(submission, `/assignments/${assignment.id}/cancel`, {
    client: scene.recruiters[submission.vendor],
    body: { reason: 'Fell ill' },
    apply() {
      assignment.state = 'canceled';
      submission.state = 'fell_off';
      model.refill(submission.order, -1);
      model.happened('assignment.fell_off');
      model.happened('position.reopened');
    },
  });
};

export const placementSteps: Maker[] = [submit, present, withdraw, offer, accept, confirm, start, fallOff];
