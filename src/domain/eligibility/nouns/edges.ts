import { edge } from '../../../kernel/noun.ts';
import { credentialType } from '../../credentials/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { requirement } from './requirement.ts';

edge(requirement, 'typeId', 'type', credentialType, 'requirements');
edge(requirement, 'programId', 'program', program, 'requirements');
edge(requirement, 'facilityId', 'facility', facility, 'requirements');
edge(requirement, 'unitId', 'unit', unit, 'requirements');
