import { capability } from '../../kernel/operation.ts';
import { agreementChanged, agreementCreated, agreementEnded, agreementOverlaps } from './model/agreement.ts';
import { standingChanged, tierChanged, vendorJoinedPanel, vendorOnPanel } from './model/panel-membership.ts';
import * as contacts from './model/vendor-contact.ts';
import * as demands from './model/vendor-document-requirement.ts';
import * as documents from './model/vendor-document.ts';
import * as registration from './model/vendor-registration.ts';
import * as relationship from './model/vendor-relationship.ts';
import * as happened from './model/vendor.ts';
import * as termsModel from './terms/model.ts';
import { termNouns } from './terms/nouns.ts';
import { agreement } from './nouns/agreement.ts';
import * as coverage from './model/panel-coverage.ts';
import { panelCoverage } from './nouns/panel-coverage.ts';
import { panelMembership } from './nouns/panel-membership.ts';
import { vendorContact } from './nouns/vendor-contact.ts';
import { vendorDocumentRequirement } from './nouns/vendor-document-requirement.ts';
import { vendorDocument } from './nouns/vendor-document.ts';
import { registrationLink, vendorRegistration } from './nouns/vendor-registration.ts';
import { vendorRelationship } from './nouns/vendor-relationship.ts';
import { vendor } from './nouns/vendor.ts';
import { acceptVendorDocument } from './operations/accept-vendor-document.ts';
import { acceptVendorRegistration } from './operations/accept-vendor-registration.ts';
import { addPanelCoverage } from './operations/add-panel-coverage.ts';
import { addPanelMembership } from './operations/add-panel-membership.ts';
import { addVendorContact } from './operations/add-vendor-contact.ts';
import { addVendorRelationship } from './operations/add-vendor-relationship.ts';
import { archivingCommands } from './operations/archive.ts';
import { closeRegistrationLink } from './operations/close-registration-link.ts';
import { amendAgreement } from './operations/amend-agreement.ts';
import { createAgreement } from './operations/create-agreement.ts';
import { createRegistrationLink } from './operations/create-registration-link.ts';
import { createVendorDocumentRequirement } from './operations/create-vendor-document-requirement.ts';
import { createVendor } from './operations/create-vendor.ts';
import { declineVendorRegistration } from './operations/decline-vendor-registration.ts';
import { endAgreement } from './operations/end-agreement.ts';
import { endPanelCoverage } from './operations/end-panel-coverage.ts';
import { endVendorRelationship } from './operations/end-vendor-relationship.ts';
import { inviteVendor } from './operations/invite-vendor.ts';
import { registerVendor } from './operations/register-vendor.ts';
import { rejectVendorDocument } from './operations/reject-vendor-document.ts';
import { showRegistration } from './operations/show-registration.ts';
import { explainConversionFee } from './operations/explain-conversion-fee.ts';
import { explainPenalty } from './operations/explain-penalty.ts';
import { termsCommands } from './operations/set-terms.ts';
import { standingSteps } from './operations/step-standing.ts';
import { vendorSteps } from './operations/step-vendor.ts';
import { updateAgreement } from './operations/update-agreement.ts';
import { updatePanelCoverage } from './operations/update-panel-coverage.ts';
import { updatePanelMembership } from './operations/update-panel-membership.ts';
import { submitVendorDocument } from './operations/submit-vendor-document.ts';
import { updateVendorContact } from './operations/update-vendor-contact.ts';
import { updateVendorDocumentRequirement } from './operations/update-vendor-document-requirement.ts';
import { updateVendor } from './operations/update-vendor.ts';
import { upsertVendor } from './operations/upsert-vendor.ts';
import { vendorCompliance } from './operations/vendor-compliance.ts';
import { compareNewRegistration } from './reactions.ts';
import { watchVendorDocument } from './timers.ts';

export { agreementCreated, agreementEnded, billedAfterEnd, FeeBasis, FeeModel } from './model/agreement.ts';
export { coverageAdded, coverageChanged, placeIn } from './model/panel-coverage.ts';
export {
  isReleasable,
  Standing,
  standingChanged,
  Tier,
  tierChanged,
  vendorJoinedPanel,
  vendorNotSupplying,
} from './model/panel-membership.ts';
export {
  vendorActivated,
  vendorChanged,
  vendorCreated,
  vendorDeactivated,
  vendorSuspended,
  vendorTerminated,
} from './model/vendor.ts';
export { agreement } from './nouns/agreement.ts';
export { agreements } from './tables.ts';
export * from './terms/offered.ts';
export { vendor } from './nouns/vendor.ts';
export {
  agreementOn,
  assertSupplies,
  membersOf,
  panelAndOmittedOf,
  panelOf,
  suppliersOf,
  supplyRefusals,
} from './store.ts';
export { holdPlace, moveStanding } from './standing.ts';
export { keptFromReleases } from './store/compliance.ts';
export { coveragesOn, membershipOf } from './store/coverage.ts';
export { vendorDocumentAccepted, vendorDocumentsLapsed } from './model/vendor-document.ts';
export { subVendorNotInForce } from './model/vendor-relationship.ts';
export { subVendorOn } from './store/relationship.ts';

export const vendorsCapability = capability({
  name: 'vendors',
  nouns: [
    vendor,
    panelMembership,
    panelCoverage,
    agreement,
    ...termNouns,
    vendorContact,
    vendorDocument,
    vendorDocumentRequirement,
    registrationLink,
    vendorRegistration,
    vendorRelationship,
  ],
  commands: [
    createVendor,
    updateVendor,
    upsertVendor,
    ...vendorSteps,
    inviteVendor,
    createRegistrationLink,
    closeRegistrationLink,
    acceptVendorRegistration,
    declineVendorRegistration,
    addVendorContact,
    updateVendorContact,
    submitVendorDocument,
    acceptVendorDocument,
    rejectVendorDocument,
    createVendorDocumentRequirement,
    updateVendorDocumentRequirement,
    ...archivingCommands,
    addVendorRelationship,
    endVendorRelationship,
    addPanelMembership,
    updatePanelMembership,
    ...standingSteps,
    addPanelCoverage,
    updatePanelCoverage,
    endPanelCoverage,
    createAgreement,
    updateAgreement,
    endAgreement,
    amendAgreement,
    ...termsCommands,
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
    contacts.vendorContactAdded,
    contacts.vendorContactChanged,
    contacts.vendorContactArchived,
    contacts.vendorContactRestored,
    documents.vendorDocumentSubmitted,
    documents.vendorDocumentAccepted,
    documents.vendorDocumentRejected,
    documents.vendorDocumentExpiryWarned,
    documents.vendorDocumentExpired,
    documents.vendorDocumentSuperseded,
    demands.documentRequirementCreated,
    demands.documentRequirementChanged,
    demands.documentRequirementArchived,
    demands.documentRequirementRestored,
    registration.registrationLinkCreated,
    registration.registrationLinkUsed,
    registration.registrationLinkClosed,
    registration.vendorRegistrationReceived,
    registration.vendorRegistrationCompared,
    registration.vendorRegistrationAccepted,
    registration.vendorRegistrationDeclined,
    relationship.vendorRelationshipAdded,
    relationship.vendorRelationshipEnded,
    vendorJoinedPanel,
    tierChanged,
    standingChanged,
    coverage.coverageAdded,
    coverage.coverageChanged,
    coverage.coverageEnded,
    agreementCreated,
    agreementChanged,
    agreementEnded,
    termsModel.agreementAmended,
    termsModel.termsReplaced,
    termsModel.bandApplied,
    termsModel.utilizationMeasured,
  ],
  queries: [vendorCompliance, explainPenalty, explainConversionFee],
  links: [showRegistration, registerVendor],
  reactions: [compareNewRegistration],
  timers: [watchVendorDocument],
  constraints: {
    vendors_tax_id: happened.vendorExists,
    vendor_contacts_reachable: contacts.contactUnreachable,
    vendor_relationships_no_overlap: relationship.relationshipOverlaps,
    vendor_relationships_chain: relationship.relationshipCircular,
    vendor_relationships_two: relationship.relationshipCircular,
    panel_memberships_once: vendorOnPanel,
    panel_coverages_no_overlap: coverage.coverageOverlaps,
    agreements_no_overlap: agreementOverlaps,
    ...termsModel.termConstraints,
  },
});
