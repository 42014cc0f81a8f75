import pg from 'pg';

interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

/** The parts of the driver's query and connection that are used here and that its types do not name. */
interface Wire {
  parsedStatements: Record<string, string>;
  submittedNamedStatements?: Record<string, string>;
  parse(statement: { name: string; text: string }): void;
  bind(bound: {
    portal: string;
    statement: string;
    values: unknown[];
    valueMapper: (value: unknown) => unknown;
  }): void;
  execute(portal: { portal: string }): void;
}
interface DriverQuery {
  prepare(wire: Wire): void;
  handleDataRow(message: unknown): void;
  handleError(error: Error, connection: unknown): void;
  handleCommandComplete(message: unknown, connection: unknown): void;
}
const { Query, utils } = pg as unknown as {
  Query: new (
    config: object,
    values: undefined,
    callback: (error: Error | null, result: unknown) => void,
  ) => DriverQuery;
  utils: { prepareValue(value: unknown): unknown };
};

const harmless = new WeakSet<Error>();

/** Whether the connection may be used on after this failure of an entered query: what it has prepared is known. */
export const leavesSound = (error: Error): boolean => harmless.has(error);

/**
 * Two prepared statements under one Sync, which Postgres runs in one transaction of its own: the first names the
 * caller, the second answers. One round trip, and the caller's name is gone with the transaction.
 */
class EnteredQuery extends Query {
  readonly #entrance: Statement;
  readonly #question: Partial<Statement>;
  #entering = true;
  #isPrepared = false;

  constructor(
    entrance: Statement,
    question: Partial<Statement>,
    callback: (error: Error | null, result: unknown) => void,
  ) {
    // One without a name or a value would go to the driver's simple protocol, past the entrance.
    super({ ...question, queryMode: 'extended' }, undefined, callback);
    this.#entrance = entrance;
    this.#question = question;
  }

  override prepare(wire: Wire): void {
    const { name, text, values } = this.#entrance;
    this.#isPrepared = [name, this.#question.name ?? ''].every(
      (each) => wire.parsedStatements[each] !== undefined,
    );
    if (wire.parsedStatements[name] === undefined && wire.submittedNamedStatements?.[name] === undefined) {
      wire.parse({ text, name });
      wire.parsedStatements[name] = text;
      if (wire.submittedNamedStatements) wire.submittedNamedStatements[name] = text;
    }
    wire.bind({ portal: '', statement: name, values, valueMapper: utils.prepareValue });
    wire.execute({ portal: '' });
    super.prepare(wire);
  }

  override handleError(error: Error, connection: unknown): void {
    // Refused by Postgres in the question itself, which the connection knew already: nothing else has changed.
    if (this.#isPrepared && !this.#entering && (error as pg.DatabaseError).severity === 'ERROR')
      harmless.add(error);
    super.handleError(error, connection);
  }

  override handleDataRow(message: unknown): void {
    if (!this.#entering) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: unknown): void {
    if (!this.#entering) super.handleCommandComplete(message, connection);
    this.#entering = false;
  }
}

/** Runs the question in a transaction that begins with the entrance; rows of the question alone. */
export const enteredQuery = <R extends pg.QueryResultRow>(
  client: pg.ClientBase,
  entrance: Statement,
  question: { name?: string; text: string; values: unknown[] },
): Promise<pg.QueryResult<R>> =>
  new Promise((resolve, reject) => {
    const query = new EnteredQuery(entrance, question, (error, result) =>
      error ? reject(error) : resolve(result as pg.QueryResult<R>),
    );
    (client as unknown as { query(query: DriverQuery): void }).query(query);
  });
