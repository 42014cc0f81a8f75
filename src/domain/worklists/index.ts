import { capability, type Capability } from '../../kernel/operation.ts';
import { viewArchived, viewChanged, viewExists, viewSaved } from './model/saved-view.ts';
import { savedView } from './nouns.ts';
import { viewCommands } from './operations/saved-views.ts';
import { searchOrders } from './operations/search-orders.ts';
import { stateCounts } from './operations/state-counts.ts';
import { whatNeedsMe } from './operations/what-needs-me.ts';

/** How everybody finds their work in what the given capabilities hold. */
export function worklistsOf(capabilities: readonly Capability[]): Capability {
  const nouns = new Map(
    capabilities.flatMap(({ nouns: some = [] }) => some.map((noun) => [noun.name, noun])),
  );
  return capability({
    name: 'worklists',
    nouns: [savedView],
    queries: [searchOrders, stateCounts(nouns), whatNeedsMe(nouns)],
    commands: viewCommands(nouns),
    events: [viewSaved, viewChanged, viewArchived],
    constraints: { saved_views_name: viewExists, saved_views_default: viewExists },
  });
}
