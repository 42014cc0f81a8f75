import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { text } from '../../../kernel/shapes.ts';
import { TitleCode, titleCodeTaken, titleCreated } from '../model/title.ts';
import { approvalTitle } from '../nouns/title.ts';
import { permissions } from '../policy.ts';
import { approvalTitles } from '../tables.ts';

export const createApprovalTitle = command({
  name: 'createApprovalTitle',
  summary: 'Name something that people approve as.',
  rest: 'POST /approval-titles',
  permission: permissions.manage,
  input: z.strictObject({ code: TitleCode, name: text(200) }),
  output: approvalTitle,
  errors: [titleCodeTaken],
  async handle(values, { tx }) {
    const [created] = await tx.insert(approvalTitles, [values]);
    return { result: created!, events: [titleCreated(created!, { code: values.code })] };
  },
});
