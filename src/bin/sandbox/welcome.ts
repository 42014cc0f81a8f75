export interface Welcome {
  address: string;
  source: string;
  graphiql: boolean;
  tokens: Readonly<Record<string, string>> | undefined;
}

/** What a newcomer needs to begin, as text for the terminal. */
export function welcome({ address, source, graphiql, tokens }: Welcome): string {
  const lines = [
    '',
    `Requisite listens on ${address}  (${source})`,
    `  reference  ${address}/docs`,
    ...(graphiql ? [`  GraphiQL   ${address}/graphiql`] : []),
    `  contracts  ${address}/openapi.yaml  ${address}/schema.graphql`,
    `  health     ${address}/health/ready  metrics ${address}/metrics`,
  ];
  if (!tokens) return lines.join('\n');
  const width = Math.max(...Object.keys(tokens).map((role) => role.length));
  const manager = tokens['program_manager']!;
  return [
    ...lines,
    '',
    'The sandbox has a token for each role:',
    ...Object.entries(tokens).map(([role, token]) => `  ${role.padEnd(width)}  ${token}`),
    '',
    'Three commands to begin with:',
    `  curl -s ${address}/v1/me -H 'authorization: Bearer ${manager}'`,
    `  curl -s '${address}/v1/facilities?include=units&limit=2' -H 'authorization: Bearer ${manager}'`,
    `  curl -s ${address}/graphql -H 'authorization: Bearer ${manager}' -H 'content-type: application/json' \\`,
    `    -d '{"query":"{ programs { nodes { name facilities(first: 3) { nodes { name units { nodes { name } } } } } } }"}'`,
    '',
  ].join('\n');
}
