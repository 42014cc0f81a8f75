/** Asks a question once for each key: of what was asked already, the answer that came. */
export function onceEach<Asked, Answer>(
  keyOf: (asked: Asked) => string,
  ask: (asked: Asked) => Promise<Answer>,
): (asked: Asked) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (asked) => {
    const key = keyOf(asked);
    const known = answers.get(key);
    if (known) return known;
    const answer = ask(asked);
    answers.set(key, answer);
    return answer;
  };
}
