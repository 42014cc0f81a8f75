import { queryParameter, reference, pathParameter, json } from './components.ts';

const text = { schema: { type: 'string' } };
const failure = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: reference('Problem') } },
});

/** The one route that is no operation, since its body is a stream: the content of an import. */
export const importContentEntry = {
  operationId: 'sendImportContent',
  summary: 'Send the file of an import, whole or in parts; with the last part the import is queued.',
  description:
    'Needs the permission `imports.run` and, for the rows, that of their operation. A file is UTF-8, not compressed. CSV: a header that names fields (`externalId.system` is a member of one), commas, or semicolons where the header has them; `|` parts lists; an empty cell is an absent field. What is kept of a part stays: go on at `receivedBytes`.',
  tags: ['imports'],
  parameters: [
    pathParameter('importId'),
    queryParameter(
      'offset',
      { type: 'integer', minimum: 0, default: 0 },
      'The byte of the file with which this part begins: the `receivedBytes` of the import.',
    ),
    queryParameter('complete', { type: 'boolean', default: true }, 'Whether the file ends with this part.'),
  ],
  requestBody: { required: true, content: { 'text/csv': text, 'application/x-ndjson': text } },
  responses: {
    200: { description: 'The import.', content: json(reference('Import')) },
    400: failure('The file cannot be read, or its header names what is no field.'),
    401: failure('A valid bearer token is required.'),
    403: failure('This role or token lacks the permission.'),
    404: failure('There is no such import, or none that you may see.'),
    406: failure('None of the accepted media types can be given.'),
    409: failure('The import has its whole file already.'),
    413: failure('A row, or the file, is larger than is taken.'),
    415: failure('It is no CSV or NDJSON, or is compressed.'),
    422: failure('The part does not begin where the file goes on.'),
    429: failure('Too many requests; try again later.'),
    500: failure('Something went wrong here; it was recorded under the request id.'),
    503: failure('The service cannot answer now; try again.'),
  },
};
