/**
 * Professions by the Standard Occupational Classification, of 2018 and, where it had another number, of 2010. What it
 * counts together with others (physicians, computed tomography technologists) has none.
 */
const professions: Readonly<Record<string, string>> = {
  '21-1022': 'social_worker',
  '29-1051': 'pharmacist',
  '29-1071': 'pa',
  '29-1122': 'occupational_therapist',
  '29-1123': 'physical_therapist',
  '29-1126': 'rt',
  '29-1127': 'speech_therapist',
  '29-1141': 'rn',
  '29-1151': 'crna',
  '29-1161': 'cnm',
  '29-1171': 'np',
  '29-2011': 'medical_lab_scientist',
  '29-2031': 'cath_lab_tech',
  '29-2032': 'sonographer',
  '29-2034': 'radiology_tech',
  '29-2035': 'mri_tech',
  '29-2052': 'pharmacy_tech',
  '29-2055': 'surgical_tech',
  '29-2061': 'lpn',
  '31-1014': 'cna',
  '31-1131': 'cna',
  '31-9092': 'medical_assistant',
  '31-9093': 'sterile_processing_tech',
  '31-9097': 'phlebotomist',
};

/** The profession that a SOC code names; a code of none is given back, to be refused. */
export const professionOf = (code: string | undefined): string | undefined =>
  code === undefined ? undefined : (professions[code] ?? code);
