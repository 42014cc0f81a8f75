import { dayAfter, isTaking, type Order } from '../model.ts';
import { oneOf, type Maker, type Step } from '../step.ts';

export const orderSubject = (order: Order) => `order ${order.id}`;

const create: Maker = (frame) => {
  const { scene, model, chance } = frame;
  const unit = oneOf([...model.units.keys()], frame);
  if (unit === undefined || model.orders.length >= 8) return undefined;
  const positions = 1 + chance.whole(2);
  return {
    name: 'createOrder',
    subjects: [`unit ${unit}`],
    client: scene.requester,
    method: 'POST',
    path: '/orders',
    body: {
      unitId: `ext:hris:${unit}`,
      profession: 'rn',
      positions,
      startsOn: model.today,
      endsOn: dayAfter(model.today, 90),
      hoursPerWeek: '36',
      billRate: '90',
      reason: 'vacancy',
    },
    apply({ id }) {
      model.orders.push({
        id,
        unit,
        positions,
        filled: 0,
        state: 'draft',
        tierOpensAt: undefined,
        seen: [false, false],
      });
      model.happened('order.created');
    },
  };
};

const verb = (order: Order, path: string, rest: Pick<Step, 'client' | 'apply'> & Partial<Step>): Step => ({
  name: path,
  subjects: [orderSubject(order)],
  method: 'POST',
  path: `/orders/${order.id}/${path}`,
  body: {},
  ...rest,
});

/** Also of an order that is no draft any more, which is refused. */
const submit: Maker = (frame) => {
  const { scene, model } = frame;
  const order = oneOf(model.orders, frame);
  if (!order) return undefined;
  return verb(order, 'submit', {
    client: scene.requester,
    ...(order.state !== 'draft' && { refused: 'step_not_allowed' }),
    apply() {
      order.state = 'open';
      model.happened('order.submitted');
      model.happened('position.added', order.positions);
    },
  });
};

const release: Maker = (frame) => {
  const { scene, model } = frame;
  const order = oneOf(
    model.orders.filter((one) => isTaking(one) && !one.tierOpensAt),
    frame,
  );
  if (!order) return undefined;
  const tiers = [
    { tier: 0, delayHours: 0 },
    { tier: 1, delayHours: 24 },
  ];
  return verb(order, 'release', {
    client: scene.manager,
    body: { tiers },
    apply() {
      order.seen[0] = true;
      order.tierOpensAt = Temporal.Instant.from(model.now).add({ hours: 24 }).toString();
      model.happened('order.released');
    },
  });
};

/** Ends all that is not decided on the order; refused where somebody has begun on it. */
const cancel: Maker = (frame) => {
  const { scene, model, chance } = frame;
  if (!chance.percent(15)) return undefined;
  const order = oneOf(model.orders, frame);
  if (!order) return undefined;
  const placed = model.assignments.filter(({ offer }) => offer.submission.order === order);
  const begun = placed.some(({ state }) => state === 'active');
  const refused =
    order.state === 'canceled' ? 'step_not_allowed' : begun ? 'order_has_active_assignments' : undefined;
  return verb(order, 'cancel', {
    client: scene.requester,
    body: { reason: 'No longer needed' },
    ...(refused !== undefined && { refused }),
    apply() {
      // A draft has no openings yet; one that a placement held lapses with it.
      model.happened('position.canceled', order.state === 'draft' ? 0 : order.positions);
      order.state = 'canceled';
      order.seen = [false, false];
      order.tierOpensAt = undefined;
      for (const assignment of placed) if (assignment.state === 'pending') assignment.state = 'canceled';
      for (const offer of model.offers)
        if (offer.submission.order === order && ['extended', 'accepted_by_vendor'].includes(offer.state))
          offer.state = 'rescinded';
      for (const submission of model.submissions)
        if (
          submission.order === order &&
          ['submitted', 'presented', 'offered', 'hired'].includes(submission.state)
        )
          submission.state = 'expired';
      model.happened('order.canceled');
    },
  });
};

export const orderSteps: Maker[] = [create, submit, release, cancel];
