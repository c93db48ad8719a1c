// Looks whether every public name has a docstring: what the packages export, and the members of exported interfaces, classes and object types.
// Private members, and constructors, which their class describes, are left out.
// node tools/check-docstrings.mjs names what has none, with its file and line, and ends with 1.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { API, SymbolFlags } from 'typescript/unstable/sync';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const packages = ['packages/core', 'packages/train', 'packages/node', 'packages/web', 'apps/command'];

const api = new API({ cwd: root });
const missing = new Set();
let looked = 0;

function checkPackage(folder) {
  const configuration = path.join(root, folder, 'tsconfig.json');
  const project = api.updateSnapshot({ openProjects: [configuration] }).getProject(configuration);
  const { checker, program } = project;
  const index = program.getSourceFile(path.join(root, folder, 'src', 'index.ts'));
  const place = (symbol) => {
    const [handle] = symbol.declarations;
    const node = handle?.resolve(project);
    const file = node?.getSourceFile();
    if (file === undefined) return undefined;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    return `${path.relative(root, file.fileName)}:${line + 1}`;
  };
  const check = (symbol, name) => {
    looked++;
    if (checker.getDocumentationCommentOfSymbol(symbol).trim() === '') missing.add(`${place(symbol) ?? folder}  ${name}`);
  };
  for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(index))) {
    const symbol = exported.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    check(symbol, exported.name);
    if (!(symbol.flags & (SymbolFlags.Interface | SymbolFlags.Class | SymbolFlags.TypeAlias))) continue;
    for (const member of symbol.getMembers().values()) {
      const own = member.name.includes('#') || member.name === '__constructor' || member.flags & SymbolFlags.TypeParameter;
      if (!own) check(member, `${exported.name}.${member.name}`);
    }
  }
}

try {
  for (const folder of packages) checkPackage(folder);
} finally {
  api.close();
}
for (const line of [...missing].sort()) console.log(line);
console.log(`${looked} public names, ${missing.size} without a docstring`);
process.exitCode = missing.size > 0 ? 1 : 0;
