import { permission, roles } from '../../kernel/actor.ts';

export const permissions = {
  /** Everybody reads the feed of their own side and rows; analysts work with figures, not with facts about people. */
  readEvents: permission('integrations.read_events', ...roles.filter((role) => role !== 'analyst')),
};
