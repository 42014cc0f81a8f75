import { edge } from '../../../kernel/noun.ts';
import { assignment } from '../../assignments/index.ts';
import { file } from '../../files/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { worker } from '../../workers/index.ts';
import { expenseCategory } from './category.ts';
import { expense } from './expense.ts';

edge(expenseCategory, 'programId', 'program', program, 'expenseCategories');
edge(expense, 'categoryId', 'category', expenseCategory, 'expenses');
edge(expense, 'assignmentId', 'assignment', assignment, 'expenses');
edge(expense, 'programId', 'program', program, null);
edge(expense, 'facilityId', 'facility', facility, null);
edge(expense, 'unitId', 'unit', unit, null);
edge(expense, 'vendorId', 'vendor', vendor, null);
edge(expense, 'workerId', 'worker', worker, 'expenses');
edge(file, 'subjectId', 'expense', expense, 'receipts');
