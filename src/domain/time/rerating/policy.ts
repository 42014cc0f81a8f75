import { permission } from '../../../kernel/actor.ts';

export const permissions = {
  read: permission('time.read_reratings', 'program_manager'),
  rerate: permission('time.rerate', 'program_manager'),
};
