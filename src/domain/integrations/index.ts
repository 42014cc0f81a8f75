import { capability } from '../../kernel/operation.ts';
import { readEvents } from './operations/read-events.ts';

export const integrations = capability({ name: 'integrations', queries: [readEvents] });
