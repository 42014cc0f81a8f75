import { isNoun, pathParameters, type Capability, type Command } from '../../kernel/operation.ts';
import { snake } from '../../kernel/words.ts';

/** What a row can be the input of, by its name in an import: commands that create a noun or upsert it. */
export const importable = (capabilities: readonly Capability[]): ReadonlyMap<string, Command> =>
  new Map(
    capabilities
      .flatMap(({ commands = [] }) => commands)
      .filter(
        ({ bulk, created, output, rest }) =>
          isNoun(output) && (bulk !== undefined || (created && pathParameters(rest).length === 0)),
      )
      .map((command) => [snake(command.name), command]),
  );
