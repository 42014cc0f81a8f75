import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { factsFor } from '../../kernel/event.ts';
import { Id, Instant, oneOf } from '../../kernel/shapes.ts';

export const sqlLoginStates = ['active', 'revoked', 'expired'] as const;
export const SqlLoginState = oneOf('SqlLoginState', sqlLoginStates);

export const notAnAnalyst = declareError(
  'not_an_analyst',
  'invalid',
  'A SQL login is given to an active membership of an analyst.',
);
export const passwordForPeople = declareError(
  'password_for_people',
  'forbidden',
  'A password is shown to people alone, not to a service account.',
);
export const identityNotVouched = declareError(
  'identity_not_vouched',
  'forbidden',
  'How you sign in was not said by an administrator: ask one to vouch for it, or to rotate the login.',
);
/** How many active logins a membership, and a tenant, may have. */
export const mostOf = { membership: 3, tenant: 25 };
export const tooManySqlLogins = declareError(
  'too_many_sql_logins',
  'conflict',
  `A membership has at most ${mostOf.membership} active SQL logins, and a tenant ${mostOf.tenant}.`,
);

/** What a SQL tool is told, once: the password is nowhere to be read again. */
export const SqlLoginAccess = z
  .strictObject({
    id: Id,
    user: z.string().meta({ description: 'The name to log in by.' }),
    password: z.string(),
    host: z.string(),
    port: z.int(),
    database: z.string(),
    sslmode: z.string().meta({ description: 'How libpq and its kin secure the connection.' }),
    searchPath: z.string().meta({ description: 'Where the views are found without naming their schema.' }),
    expiresAt: Instant,
  })
  .meta({ id: 'SqlLoginAccess' });

const fact = factsFor(['operator'], z.strictObject({ membershipId: z.string() }));
export const sqlLoginCreated = fact('sql_login.created', 'An analyst was given a SQL login.');
export const sqlLoginRotated = fact('sql_login.rotated', 'A SQL login was given a new password.');
export const sqlLoginRevoked = fact('sql_login.revoked', 'A SQL login was revoked and its sessions ended.');
export const sqlLoginExpired = fact('sql_login.expired', 'A SQL login came to its end.');

/** The instant so many days of 24 hours later. */
export const daysLater = (instant: string, days: number): string =>
  Temporal.Instant.from(instant)
    .add({ hours: 24 * days })
    .toString();
