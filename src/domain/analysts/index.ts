import { capability } from '../../kernel/operation.ts';
import { sqlLoginCreated, sqlLoginExpired, sqlLoginRevoked, sqlLoginRotated } from './model.ts';
import { sqlLogin } from './nouns.ts';
import { createSqlLogin } from './operations/create-sql-login.ts';
import { revokeSqlLogin } from './operations/revoke-sql-login.ts';
import { rotateSqlLogin } from './operations/rotate-sql-login.ts';
import { reactions } from './reactions.ts';
import { expireSqlLogin } from './timers.ts';

export const analysts = capability({
  name: 'analysts',
  nouns: [sqlLogin],
  commands: [createSqlLogin, rotateSqlLogin, revokeSqlLogin],
  events: [sqlLoginCreated, sqlLoginRotated, sqlLoginRevoked, sqlLoginExpired],
  reactions,
  timers: [expireSqlLogin],
});
