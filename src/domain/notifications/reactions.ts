import type { AnyEvent, EventDeclaration } from '../../kernel/event.ts';
import type { Noun } from '../../kernel/noun.ts';
import { reaction, type Capability, type Reaction } from '../../kernel/operation.ts';
import { camel, pascal } from '../../kernel/words.ts';
import { allTopics, notificationCreated } from './model/notification.ts';
import type { Topic } from './model/topic.ts';
import { recipientsOf } from './recipients.ts';
import { tell, type Telling } from './store/tell.ts';

const words = (name: string) => name.split(/[._]/).map(pascal).join('');

const telling = (name: string, topic: Topic, noun: Noun): Telling => ({
  topic: name,
  about: { id: '', ...topic.about, noun: noun.name },
  among: topic.among ?? 'scope',
  recipients: recipientsOf(topic, noun),
  title: topic.title,
  external: topic.external ?? false,
});

const tellOf = (on: AnyEvent, told: Telling): Reaction =>
  reaction({
    name: `tellOf${words(told.topic)}On${words(on.type)}`,
    on: on as EventDeclaration,
    when: 'after',
    together: true,
    async handle({ id }, context) {
      const messages = await tell(id, told, context);
      return {
        events: messages.map((row) =>
          notificationCreated(row, { membershipId: row.membershipId, topic: told.topic }),
        ),
      };
    },
  });

/** Tells members of what happens in the capabilities, topic by topic; a topic that leads to no noun does not start. */
export function tellingReactions(capabilities: readonly Capability[]): Reaction[] {
  const events = new Map(capabilities.flatMap(({ events: some = [] }) => some.map((one) => [one.type, one])));
  const nouns = new Map(capabilities.flatMap(({ nouns: some = [] }) => some.map((one) => [one.name, one])));
  return Object.entries(allTopics).flatMap(([name, topic]) =>
    topic.on.flatMap((type) => {
      const on = events.get(type);
      if (!on) return [];
      const noun = nouns.get(topic.about?.noun ?? camel(words(on.noun)));
      if (!noun) throw new Error(`${name} leads to no noun`);
      return [tellOf(on, telling(name, topic, noun))];
    }),
  );
}
