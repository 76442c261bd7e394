/** What the files of the project import and export, as TypeScript reads them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.resolve(__dirname, '../../..');
const FOLDERS = ['build', 'credentials', 'nodes', 'test', 'tools'];

interface Import {
	/** The file that is imported, from the project's root. */
	from: string;
	/** `undefined` where all of it is taken. */
	names: string[] | undefined;
}

interface Source {
	/** From the project's root: `nodes/shared/schema.ts`. */
	file: string;
	exports: string[];
	imports: Import[];
}

function isExported(statement: ts.Statement): boolean {
	const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
	return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function namesOf(statement: ts.Statement): string[] {
	if (ts.isVariableStatement(statement)) {
		return statement.declarationList.declarations.map(({ name }) => name.getText());
	}
	const isNamed =
		ts.isFunctionDeclaration(statement) ||
		ts.isClassDeclaration(statement) ||
		ts.isInterfaceDeclaration(statement) ||
		ts.isTypeAliasDeclaration(statement);
	return isNamed && statement.name ? [statement.name.text] : [];
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] | undefined {
	const bindings = importClause?.namedBindings;
	if (!bindings || !ts.isNamedImports(bindings)) return undefined;
	return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

function read(file: string): Source {
	const text = readFileSync(path.join(ROOT, file), 'utf8');
	const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
	const imports = statements.filter(ts.isImportDeclaration).flatMap((statement): Import[] => {
		const { moduleSpecifier } = statement;
		if (!ts.isStringLiteral(moduleSpecifier)) return [];
		const { text } = moduleSpecifier;
		if (!text.startsWith('.') || text.endsWith('.json')) return [];
		const from = path.join(path.dirname(file), `${text}.ts`);
		return [{ from, names: importedNames(statement) }];
	});
	return { file, exports: statements.filter(isExported).flatMap(namesOf), imports };
}

export function readSources(): Source[] {
	return FOLDERS.flatMap((folder) =>
		readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => read(path.join(folder, file))),
	);
}
