import type { DocumentParty as Party } from '../document.ts';
import { element, textElement } from '../xml.ts';

/** Whose field this is: an address without a country is one of there. */
export const homeCountry = 'US';

const emailScheme = 'EM';

/** An address of an electronic mailbox with the code of its scheme: `0088:…`, or an e-mail. */
function endpoint({ electronicAddress }: Party): string {
  const [, scheme, id] = /^(\d{4}):(.+)$/.exec(electronicAddress ?? '') ?? [];
  if (scheme) return textElement('cbc:EndpointID', id!, { schemeID: scheme });
  return electronicAddress?.includes('@')
    ? textElement('cbc:EndpointID', electronicAddress, { schemeID: emailScheme })
    : '';
}

function address({ addressLines, countryCode }: Party): string {
  const [street, second, ...others] = addressLines;
  return element('cac:PostalAddress', [
    textElement('cbc:StreetName', street ?? null),
    textElement('cbc:AdditionalStreetName', second ?? null),
    others.length > 0 ? element('cac:AddressLine', [textElement('cbc:Line', others.join(', '))]) : '',
    element('cac:Country', [textElement('cbc:IdentificationCode', countryCode ?? homeCountry)]),
  ]);
}

/**
 * A party of a document. A United States tax id is no VAT number: it identifies the legal entity (BT-30), and where tax
 * is charged the seller's registration (BT-32); a document outside of VAT may name no VAT number at all (BR-O-02).
 */
export function party(name: string, given: Party, role: { isSeller: boolean; chargesTax: boolean }): string {
  const identity = given.taxId ?? given.electronicAddress ?? given.email ?? given.name;
  return element(name, [
    element('cac:Party', [
      endpoint(given),
      // A seller must be told by something else than its name (BR-CO-26).
      role.isSeller && given.taxId === null
        ? element('cac:PartyIdentification', [textElement('cbc:ID', identity)])
        : '',
      element('cac:PartyName', [textElement('cbc:Name', given.name)]),
      address(given),
      role.isSeller && role.chargesTax
        ? element('cac:PartyTaxScheme', [
            textElement('cbc:CompanyID', identity),
            element('cac:TaxScheme', [textElement('cbc:ID', 'TAX')]),
          ])
        : '',
      element('cac:PartyLegalEntity', [
        textElement('cbc:RegistrationName', given.name),
        textElement('cbc:CompanyID', given.taxId),
      ]),
      given.email === null ? '' : element('cac:Contact', [textElement('cbc:ElectronicMail', given.email)]),
    ]),
  ]);
}
