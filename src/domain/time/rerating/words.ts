/** The states of a rerating: only one that is ready is applied or discarded. */
export const reratingStates = ['drafting', 'ready', 'applying', 'applied', 'discarded', 'failed'] as const;

/** What became of one week of it. */
export const reratingLineStates = ['pending', 'applied', 'skipped'] as const;
