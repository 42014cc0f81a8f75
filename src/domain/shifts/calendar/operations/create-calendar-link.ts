import { z } from 'zod';
import { refuse } from '../../../../kernel/errors.ts';
import { linkText } from '../../../../kernel/link-token.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { claimantOf } from '../../store/claimant.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { calendarLinkLife } from '../lifecycle.ts';
import { calendarLinkCreated, IssuedCalendarLink } from '../model.ts';
import { calendarLinks } from '../tables.ts';

const shownOfToken = 45;

export const createCalendarLink = command({
  name: 'createCalendarLink',
  summary:
    'Make a secret link by which a calendar reads the shifts of a worker: all of them for the worker itself, its own for a vendor. Its token is in this answer only.',
  rest: 'POST /calendar-links',
  permission: attendingPermissions.shareCalendar,
  input: z.strictObject({
    representationId: reference('representation').optional().meta({
      noun: 'representation',
      description: 'Of the worker, by a vendor; a worker leaves it out.',
    }),
  }),
  output: IssuedCalendarLink,
  async handle({ representationId }, context) {
    const { actor } = context;
    const named = representationId === undefined ? undefined : await claimantOf(representationId, context);
    const workerId = named?.workerId ?? actor.workerId;
    if (workerId === null)
      throw refuse('/representationId', 'required', 'Name the worker by its representation.');
    const token = linkText(actor.tenantId, context.randomSecret(32));
    const [row] = await context.tx.insert(calendarLinks, [
      {
        workerId,
        vendorId: actor.vendorId,
        prefix: token.slice(0, shownOfToken),
        secretHash: context.digest(token),
        state: calendarLinkLife.initial,
      },
    ]);
    const { id, prefix } = row!;
    return {
      result: { id, token, prefix, path: `/v1/calendars/${token}` },
      events: [calendarLinkCreated(row!, {})],
    };
  },
});
