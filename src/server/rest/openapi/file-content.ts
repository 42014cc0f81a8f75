import { json, pathParameter, queryParameter, reference } from './components.ts';

const bytes = { schema: { type: 'string', format: 'binary' } };
const failure = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: reference('Problem') } },
});
const parameters = [
  pathParameter('fileId'),
  queryParameter('token', { type: 'string' }, 'Of the link; a bearer token may stand in its place.'),
];
const shared = {
  401: failure('The link has expired or is none, or there is no valid bearer token.'),
  403: failure('This role or token lacks the permission.'),
  404: failure('There is no such file, or none that you may see.'),
  406: failure('None of the accepted media types can be given.'),
  422: failure('A parameter is unknown, or the content has another SHA-256 than was announced.'),
  429: failure('Too many requests; try again later.'),
  500: failure('Something went wrong here; it was recorded under the request id.'),
  503: failure('The service cannot answer now; try again.'),
};
// A link is a credential of its own.
const security = [{ bearer: [] }, { oauth2: [] }, {}];

/** The routes of a file's content, which are no operations, since their bodies are streams of bytes. */
export const fileContentEntries = {
  put: {
    operationId: 'sendFileContent',
    summary: 'Send the content of an announced file, to the link that its announcement gave.',
    description:
      'Exactly the announced number of bytes, not compressed. Their type is told from the bytes and must be the announced one. The file is then scanned; only a clean one can be attached and fetched. A link takes one content; until it did, a broken upload may be sent again.',
    tags: ['files'],
    security,
    parameters,
    requestBody: { required: true, content: { 'application/octet-stream': bytes } },
    responses: {
      200: { description: 'The file.', content: json(reference('File')) },
      400: failure('There is no content, or less than was announced.'),
      409: failure('The content has come already.'),
      413: failure('More bytes came than were announced.'),
      415: failure('The bytes are of another type than was announced, or are compressed.'),
      ...shared,
    },
  },
  get: {
    operationId: 'readFileContent',
    summary: 'Fetch the content of a clean file, by a link or a bearer token.',
    tags: ['files'],
    security,
    parameters,
    responses: {
      200: {
        description: 'The bytes, as an attachment under the file’s name.',
        content: { 'application/octet-stream': bytes },
      },
      409: failure('The file is not clean, or not there any more.'),
      ...shared,
    },
  },
};
