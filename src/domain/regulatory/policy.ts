import { operatorPermission, permission, type Actor } from '../../kernel/actor.ts';

export const permissions = {
  managePbj: operatorPermission('regulatory.manage_pbj', 'program_manager', 'tenant_admin'),
  readPbj: permission(
    'regulatory.read_pbj',
    'program_manager',
    'client_finance',
    'integration',
    'tenant_admin',
  ),
  /** Hours by person and day, which an administrator of the service has no need of. */
  submitPbj: permission('regulatory.submit_pbj', 'program_manager', 'client_finance', 'integration'),
  sampleFiles: operatorPermission('regulatory.sample_files', 'program_manager', 'credentialing'),
  readSamples: permission('regulatory.read_samples', 'program_manager', 'credentialing', 'vendor_recruiter'),
  readHcss: permission('regulatory.read_hcss', 'program_manager', 'credentialing'),
  manageServices: operatorPermission('regulatory.manage_services', 'program_manager', 'integration'),
  evaluateServices: permission('regulatory.evaluate_services', 'program_manager', 'approver'),
  readServices: permission(
    'regulatory.read_services',
    'program_manager',
    'approver',
    'client_finance',
    'integration',
    'tenant_admin',
  ),
  auditPostings: permission('regulatory.audit_postings', 'program_manager', 'client_finance', 'integration'),
};

/** What an auditor wrote down, and who it was, is not for the vendor whose file it was. */
export const readsNotes = ({ side }: Actor): boolean => side !== 'vendor';
