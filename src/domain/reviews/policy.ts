import { permission } from '../../kernel/actor.ts';

export const permissions = {
  read: permission('reviews.read', 'program_manager', 'client_finance', 'integration'),
};
