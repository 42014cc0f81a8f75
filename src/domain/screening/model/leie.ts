import type { FilePreset } from '../../../kernel/file-preset.ts';
import { listedBirthDate, listedDay } from './list-days.ts';

// The file keeps a blank where it has nothing, and blanks behind what it has.
const said = (text: string | undefined) => text?.trim() || undefined;

/** The HHS OIG's List of Excluded Individuals/Entities: 18 columns, alike in full files, supplements and reinstatements. */
export const leiePreset: FilePreset = {
  columns: {
    LASTNAME: 'lastName',
    FIRSTNAME: 'firstName',
    MIDNAME: 'middleName',
    BUSNAME: 'businessName',
    GENERAL: 'general',
    SPECIALTY: 'specialty',
    UPIN: 'upin',
    NPI: 'npi',
    DOB: 'birthDate',
    ADDRESS: 'address',
    CITY: 'city',
    STATE: 'state',
    ZIP: 'zip',
    EXCLTYPE: 'exclusionType',
    EXCLDATE: 'excludedOn',
    REINDATE: 'reinstatedOn',
    WAIVERDATE: 'waivedOn',
    WVRSTATE: 'waiverState',
  },
  inputOf(cells) {
    const excludedOn = listedDay(cells['EXCLDATE']);
    const npi = said(cells['NPI']);
    const lastName = said(cells['LASTNAME']);
    return {
      lastName,
      firstName: said(cells['FIRSTNAME']),
      middleName: said(cells['MIDNAME']),
      // A person's practice is not who is excluded.
      businessName: lastName ? undefined : said(cells['BUSNAME']),
      general: said(cells['GENERAL']),
      specialty: said(cells['SPECIALTY']),
      upin: said(cells['UPIN']),
      npi: npi && /^0+$/.test(npi) ? undefined : npi,
      birthDate: listedBirthDate(cells['DOB'], excludedOn),
      address: said(cells['ADDRESS']),
      city: said(cells['CITY']),
      state: said(cells['STATE']),
      zip: said(cells['ZIP']),
      exclusionType: said(cells['EXCLTYPE']),
      excludedOn,
      reinstatedOn: listedDay(cells['REINDATE']),
      waivedOn: listedDay(cells['WAIVERDATE']),
      waiverState: said(cells['WVRSTATE']),
    };
  },
};
