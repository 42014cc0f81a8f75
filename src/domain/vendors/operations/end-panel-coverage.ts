import { endCommand } from '../../../kernel/ending.ts';
import { coverageEnded } from '../model/panel-coverage.ts';
import { panelCoverage } from '../nouns/panel-coverage.ts';
import { permissions } from '../policy.ts';
import { panelCoverages } from '../tables.ts';

export const endPanelCoverage = endCommand({
  noun: panelCoverage,
  table: panelCoverages,
  summary:
    'Give a part of a vendor’s coverage a last day, no later than the one it has; orders released before keep their time.',
  permission: permissions.managePanel,
  event: coverageEnded,
});
