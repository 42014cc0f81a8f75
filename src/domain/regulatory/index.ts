import { capability } from '../../kernel/operation.ts';
import * as service from './model/contracted-service.ts';
import { pbjRegistrationSet } from './model/pbj-registration.ts';
import { fileAlreadySampled, fileSampled, sampleVoided } from './model/personnel-file-sample.ts';
import { contractedService, serviceEvaluation } from './nouns/contracted-service.ts';
import { pbjRegistration } from './nouns/pbj-registration.ts';
import { personnelFileSample } from './nouns/personnel-file-sample.ts';
import { contractedServicesRegister } from './operations/contracted-services-register.ts';
import { createPersonnelFileSample } from './operations/create-personnel-file-sample.ts';
import { drawPersonnelFiles } from './operations/draw-personnel-files.ts';
import { endContractedService } from './operations/end-contracted-service.ts';
import { evaluateContractedService } from './operations/evaluate-contracted-service.ts';
import { hcssMeasures } from './operations/hcss-measures.ts';
import { payTransparencyAudit } from './operations/pay-transparency-audit.ts';
import { pbjSubmission } from './operations/pbj-submission.ts';
import { registerContractedService } from './operations/register-contracted-service.ts';
import { setPbjRegistration } from './operations/set-pbj-registration.ts';
import { updateContractedService } from './operations/update-contracted-service.ts';
import { voidPersonnelFileSample } from './operations/void-personnel-file-sample.ts';

export const regulatory = capability({
  name: 'regulatory',
  nouns: [pbjRegistration, personnelFileSample, contractedService, serviceEvaluation],
  commands: [
    setPbjRegistration,
    createPersonnelFileSample,
    voidPersonnelFileSample,
    registerContractedService,
    updateContractedService,
    endContractedService,
    evaluateContractedService,
  ],
  queries: [
    pbjSubmission,
    hcssMeasures,
    contractedServicesRegister,
    payTransparencyAudit,
    drawPersonnelFiles,
  ],
  events: [
    pbjRegistrationSet,
    fileSampled,
    sampleVoided,
    service.contractedServiceRegistered,
    service.contractedServiceChanged,
    service.contractedServiceEnded,
    service.contractedServiceEvaluated,
  ],
  constraints: {
    personnel_file_samples_once: fileAlreadySampled,
    contracted_services_no_overlap: service.serviceRegistered,
  },
});
