import { capability } from '../../kernel/operation.ts';
import { agreementCreated, agreementEnded, agreementOverlaps } from './model/agreement.ts';
import { standingChanged, tierChanged, vendorJoinedPanel, vendorOnPanel } from './model/panel-membership.ts';
import * as happened from './model/vendor.ts';
import { agreement } from './nouns/agreement.ts';
import { panelMembership } from './nouns/panel-membership.ts';
import { vendor } from './nouns/vendor.ts';
import { addPanelMembership } from './operations/add-panel-membership.ts';
import { createAgreement } from './operations/create-agreement.ts';
import { createVendor } from './operations/create-vendor.ts';
import { endAgreement } from './operations/end-agreement.ts';
import { standingSteps } from './operations/step-standing.ts';
import { vendorSteps } from './operations/step-vendor.ts';
import { updatePanelMembership } from './operations/update-panel-membership.ts';
import { updateVendor } from './operations/update-vendor.ts';

export { agreementEnded, billedAfterEnd, FeeBasis, FeeModel } from './model/agreement.ts';
export { isReleasable, standingChanged, vendorNotSupplying } from './model/panel-membership.ts';
export { vendorDeactivated, vendorSuspended, vendorTerminated } from './model/vendor.ts';
export { agreement } from './nouns/agreement.ts';
export { vendor } from './nouns/vendor.ts';
export { agreementOn, assertSupplies, panelOf } from './store.ts';

export const vendorsCapability = capability({
  name: 'vendors',
  nouns: [vendor, panelMembership, agreement],
  commands: [
    createVendor,
    updateVendor,
    ...vendorSteps,
    addPanelMembership,
    updatePanelMembership,
    ...standingSteps,
    createAgreement,
    endAgreement,
  ],
  events: [
    happened.vendorCreated,
    happened.vendorChanged,
    happened.vendorReviewed,
    happened.vendorOnboarding,
    happened.vendorActivated,
    happened.vendorDeactivated,
    happened.vendorReactivated,
    happened.vendorSuspended,
    happened.vendorReinstated,
    happened.vendorTerminated,
    vendorJoinedPanel,
    tierChanged,
    standingChanged,
    agreementCreated,
    agreementEnded,
  ],
  constraints: {
    vendors_tax_id: happened.vendorExists,
    panel_memberships_once: vendorOnPanel,
    agreements_no_overlap: agreementOverlaps,
  },
});
