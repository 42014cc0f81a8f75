import { registry } from '/work/main/test/support/service.ts';
import { holds, rolesOf } from '/work/main/src/kernel/actor.ts';
const ops=[...registry.operations.values()] as any[];
const by:any={}; for(const o of ops) by[o.kind]=(by[o.kind]??0)+1;
console.log(by, registry.nouns.size, ops.filter(o=>o.rowsOf).length);
const pairs=(Object.entries(rolesOf) as any).flatMap(([side,held]:any)=>held.map((role:any)=>({side,role})));
console.log(pairs.length);
const has=(p:any,o:any)=>holds({...p,scopes:null} as never,o.permission);
let perm=0; for(const o of ops) perm+=pairs.filter((p:any)=>has(p,o)).length;
const ids=ops.filter(o=>/\{/.test(o.rest)&&(o.kind!=='get'||!o.noun.shared));
let pid=0; for(const o of ids) pid+=pairs.filter((p:any)=>has(p,o)).length;
console.log({pairs:ops.length*pairs.length, perm, ids:ids.length, pid});
process.exit(0)
