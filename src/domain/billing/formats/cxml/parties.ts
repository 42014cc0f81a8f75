import type { DocumentParty } from '../document.ts';
import { element, textElement } from '../xml.ts';

const homeCountry = 'US';

/** By what a network knows the party: its electronic address in its scheme, else its tax id, else its name. */
export function credential({ electronicAddress, taxId, name }: DocumentParty): string {
  const [, scheme, id] = /^(\w+):(.+)$/.exec(electronicAddress ?? '') ?? [];
  const domain = scheme ?? (electronicAddress ? 'NetworkID' : taxId ? 'TaxID' : 'Name');
  return element('Credential', [textElement('Identity', id ?? electronicAddress ?? taxId ?? name)], {
    domain,
  });
}

/**
 * An address as lines: cXML asks for a city, of which the last line is the nearest that printed lines say. Without
 * lines there is no address.
 */
function address({ addressLines, countryCode }: DocumentParty): string {
  const city = addressLines.at(-1);
  if (city === undefined) return '';
  const streets = addressLines.length > 1 ? addressLines.slice(0, -1) : addressLines;
  const country = countryCode ?? homeCountry;
  return element('PostalAddress', [
    ...streets.map((line) => textElement('Street', line)),
    textElement('City', city),
    textElement('Country', country, { isoCountryCode: country }),
  ]);
}

const contact = (role: string, party: DocumentParty): string =>
  element(
    'Contact',
    [
      textElement('Name', party.name, { 'xml:lang': 'en' }),
      address(party),
      textElement('Email', party.email),
    ],
    { role },
  );

/** A party in its role, with its tax id. */
export const partner = (role: string, party: DocumentParty): string =>
  element('InvoicePartner', [
    contact(role, party),
    party.taxId === null ? '' : element('IdReference', [], { identifier: party.taxId, domain: 'taxID' }),
  ]);

/** Where to pay, in lines as they are printed. */
export const remitTo = ([name, ...addressLines]: readonly string[]): string =>
  name === undefined
    ? ''
    : element('InvoicePartner', [
        contact('remitTo', {
          name,
          addressLines,
          countryCode: null,
          taxId: null,
          electronicAddress: null,
          email: null,
        }),
      ]);
