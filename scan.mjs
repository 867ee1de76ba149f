import { parseAst } from 'vitest/node';
import { readFileSync } from 'fs';
export function parse(src){ return parseAst(src,{lang:'ts'}); }
export function walk(node, visit, parents=[]) {
  if (!node || typeof node.type !== 'string') return;
  if (visit(node, parents) === false) return;
  for (const k of Object.keys(node)) {
    const v = node[k];
    if (Array.isArray(v)) for (const c of v) { if (c && typeof c === 'object') walk(c, visit, [node, ...parents]); }
    else if (v && typeof v === 'object') walk(v, visit, [node, ...parents]);
  }
}
const PH=/[A-Za-z,.:;?)}"`'] +[A-Za-z({"`']|[A-Z][a-z]+ |[a-z]{2,}[.:,]? *$/;
export function literals(src) {
  const out=[];
  walk(parse(src), (n, ps) => {
    if (n.type==='ImportDeclaration'||n.type==='ExportAllDeclaration') return false;
    if (n.type==='Property' && n.key.name==='meta') return false;
    if (n.type?.startsWith('TS')&& n.type.includes('Literal')) return false;
    if (n.type==='TSTypeAnnotation'||n.type==='TSTypeAliasDeclaration'||n.type==='TSInterfaceDeclaration'||n.type==='TSTypeParameterInstantiation') return false;
    if (n.type==='TaggedTemplateExpression') { return; }
    const tagged = ps[0]?.type==='TaggedTemplateExpression';
    if (n.type==='TemplateLiteral') out.push({n, ps, tagged, text:n.quasis.map(q=>q.value.cooked).join('\u0000')});
    else if (n.type==='Literal' && typeof n.value==='string') out.push({n, ps, tagged, text:n.value});
  });
  return out;
}
if (process.argv[1].endsWith('scan.mjs')) {
 let total=0;
 for (const f of process.argv.slice(2)) {
  const src=readFileSync(f,'utf8');
  for (const {n,text,tagged} of literals(src)) {
   if (tagged) continue;
   if (/[a-zA-Z]/.test(text) && /\s/.test(text) ) { total++; const line=src.slice(0,n.start).split('\n').length; console.log(f.replace('server/src/','')+':'+line+': '+src.slice(n.start,n.end).replaceAll('\n','\\n')); }
  }
 }
 console.log(total);
}
