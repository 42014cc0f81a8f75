import type { TypeTerms } from './credential-type.ts';

interface StandardType extends Partial<TypeTerms> {
  code: string;
  name: string;
  kind: TypeTerms['kind'];
  validityMonths?: number;
}

const certification = (code: string, name: string): StandardType => ({
  code,
  name,
  kind: 'certification',
  validityMonths: 24,
});
const immunization = (code: string, name: string, validityMonths?: number): StandardType => ({
  code,
  name,
  kind: 'immunization',
  isWaivable: true,
  ...(validityMonths && { validityMonths }),
});

/** What the field asks for everywhere, for a tenant to begin with and change; terms as their issuers set them. */
export const standardTypes: readonly StandardType[] = [
  { code: 'license', name: 'State license', kind: 'license' },
  certification('bls', 'Basic life support'),
  certification('acls', 'Advanced cardiovascular life support'),
  certification('pals', 'Pediatric advanced life support'),
  certification('nrp', 'Neonatal resuscitation program'),
  { ...certification('tncc', 'Trauma nursing core course'), validityMonths: 48 },
  immunization('mmr', 'Measles, mumps, rubella'),
  immunization('varicella', 'Varicella'),
  immunization('hepatitis_b', 'Hepatitis B'),
  immunization('influenza', 'Influenza', 12),
  immunization('covid_19', 'COVID-19'),
  immunization('tdap', 'Tetanus, diphtheria, pertussis', 120),
  { code: 'tb_screening', name: 'Tuberculosis screening', kind: 'tuberculosis', validityMonths: 12 },
  { code: 'n95_fit_test', name: 'N95 fit test', kind: 'fit_test', validityMonths: 12, isWaivable: true },
  { code: 'drug_screen', name: 'Drug screen', kind: 'drug_screen' },
  { code: 'background_check', name: 'Background check', kind: 'background_check' },
  { code: 'i9', name: 'Employment eligibility (I-9)', kind: 'identity' },
  { code: 'competency_checklist', name: 'Competency checklist', kind: 'competency', validityMonths: 12 },
  {
    code: 'facility_orientation',
    name: 'Facility orientation',
    kind: 'orientation',
    isFacilityBound: true,
    isWaivable: true,
  },
  { code: 'skills', name: 'Skills checklist', kind: 'competency', validityMonths: 12, isWaivable: true },
  { code: 'degree', name: 'Degree', kind: 'education', isWaivable: true },
];
