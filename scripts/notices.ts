/** What the licences of packages ask of whoever passes them on: their texts, for all that esbuild put into bundles. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';

interface BundledPackage {
  readonly title: string;
  readonly text: string;
}

const LICENCE_FILE = /^(licen[cs]e|copying)(\.(md|txt))?$/i;
/** What a package says of the works of others that are in it. */
const NOTICE_FILE = /^(notices?|third-?party-?notices?)(\.(md|txt))?$/i;

/** The notices of all packages of which something is in the bundles. A package without a licence text is an error. */
export function noticesOf(metafiles: readonly Metafile[], root: string): string {
  const packages = packageFolders(metafiles).map((folder) => readPackage(path.join(root, folder)));
  const texts = [...new Set(packages.map(({ text }) => text))];
  const sections = texts.map((text) => {
    const titles = [...new Set(packages.filter((one) => one.text === text).map(({ title }) => title))];
    return `${'='.repeat(80)}\n${titles.join('\n')}\n${'-'.repeat(80)}\n\n${text}\n`;
  });
  return ['Third-party notices\n\nThese packages are bundled here, each under its own licence.\n', ...sections].join(
    '\n',
  );
}

/** `node_modules/…`, sorted. A file of which nothing is left in a bundle does not count. */
function packageFolders(metafiles: readonly Metafile[]): string[] {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.entries(output.inputs)),
  );
  const folders = inputs.flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (/^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []) : [],
  );
  return [...new Set(folders)].sort();
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).sort();
  const licence = files.filter((file) => LICENCE_FILE.test(file));
  if (licence.length === 0) throw new Error(`${name} is bundled, and no file of it gives its licence.`);
  const texts = [...licence, ...files.filter((file) => NOTICE_FILE.test(file))].map((file) =>
    readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim(),
  );
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}
