import { permission, roles } from '../../kernel/actor.ts';

export const permissions = {
  /** Beside it the permission of what a row does is asked for: when the import is made, and again at every chunk. */
  run: permission('imports.run', ...roles.filter((role) => role !== 'worker' && role !== 'analyst')),
  read: permission('imports.read', ...roles.filter((role) => role !== 'worker' && role !== 'analyst')),
};
